// Reads the client's half of PostgreSQL's wire protocol 3.0, as far as telling which SQL is run.

const letters = { query: 0x51, parse: 0x50, bind: 0x42 };

/** One connection's stream, from its first byte. Source: PostgreSQL docs, "Message Formats". */
export class FrontendReader {
  private rest: Buffer = Buffer.alloc(0);
  private isStarted = false;
  private readonly prepared = new Map<string, string>();

  /** The statements that begin in these bytes; a prepared one is named by the text it was made of. */
  read(bytes: Buffer): string[] {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const statements: string[] = [];
    for (;;) {
      const lengthAt = this.isStarted ? 1 : 0;
      if (this.rest.length < lengthAt + 4) return statements;
      const end = lengthAt + this.rest.readUInt32BE(lengthAt);
      if (this.rest.length < end) return statements;
      const letter = this.rest[0];
      const body = this.rest.subarray(lengthAt + 4, end);
      if (this.isStarted) {
        const statement = this.readMessage(letter ?? 0, body);
        if (statement !== null) statements.push(statement);
      } else {
        // The start-up message has no letter; a request for TLS (80877103) comes before it.
        this.isStarted = body.readUInt32BE(0) !== 80877103;
      }
      this.rest = this.rest.subarray(end);
    }
  }

  private readMessage(letter: number, body: Buffer): string | null {
    if (letter === letters.query) return textAt(body, 0);
    if (letter === letters.parse) {
      const name = textAt(body, 0);
      this.prepared.set(name, textAt(body, Buffer.byteLength(name) + 1));
    }
    if (letter !== letters.bind) return null;
    const portal = textAt(body, 0);
    return this.prepared.get(textAt(body, Buffer.byteLength(portal) + 1)) ?? '';
  }
}

/** A zero-terminated string. */
function textAt(body: Buffer, start: number): string {
  return body.toString('utf8', start, body.indexOf(0, start));
}
