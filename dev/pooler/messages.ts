// PostgreSQL's wire protocol 3.0, cut into messages; PostgreSQL docs, "Message Formats".

export interface Message {
  /** `Q`, `P`, `Z` …; empty for what a client says first. */
  type: string;
  /** Without type and length. */
  body: Buffer;
  /** All of it, as it goes over the wire. */
  bytes: Buffer;
}

/** One direction of a connection; a client's first message has no type. */
export class MessageReader {
  private rest: Buffer = Buffer.alloc(0);
  private isTyped: boolean;

  constructor(options: { from: 'client' | 'server' }) {
    this.isTyped = options.from === 'server';
  }

  /** The messages that are complete with these bytes. */
  read(more: Buffer): Message[] {
    this.rest = this.rest.length === 0 ? more : Buffer.concat([this.rest, more]);
    const messages: Message[] = [];
    for (;;) {
      const head = this.isTyped ? 1 : 0;
      if (this.rest.length < head + 4) return messages;
      const end = head + this.rest.readUInt32BE(head);
      if (this.rest.length < end) return messages;
      const bytes = this.rest.subarray(0, end);
      const body = bytes.subarray(head + 4);
      messages.push({ type: this.isTyped ? String.fromCharCode(bytes[0] ?? 0) : '', body, bytes });
      // A request for TLS comes before the start-up message, and has no type either.
      if (!this.isTyped) this.isTyped = !isTlsRequest(body);
      this.rest = this.rest.subarray(end);
    }
  }
}

export function isTlsRequest(body: Buffer): boolean {
  return body.length === 4 && body.readUInt32BE(0) === 80877103;
}

export function message(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** The prepared statement that a Parse, Bind or Describe speaks of; empty for the unnamed one. */
export function statementOf({ type, body }: Message): string {
  if (type === 'P') return textAt(body, 0);
  if (type === 'B') return textAt(body, body.indexOf(0) + 1);
  return type === 'D' && body[0] === 'S'.charCodeAt(0) ? textAt(body, 1) : '';
}

function textAt(body: Buffer, start: number): string {
  return body.toString('utf8', start, body.indexOf(0, start));
}
