// A TCP proxy before PostgreSQL that can lose what a network loses: a query, an answer, the line.

import net from 'node:net';
import { FrontendReader } from './wire.ts';

/** What happens to the first statement that matches. */
export interface Trap {
  /** Looked for in the statement's text: `byName`, or a word of the protocol such as COMMIT. */
  on: RegExp;
  /** Only on a line that has already run a statement like this, in the same transaction. */
  after?: RegExp;
  /** So many matching statements pass before. Default 0. */
  skip?: number;
  /**
   * `cut`: the line breaks before the server sees the statement. `swallow`: the server runs it, and
   * the line breaks in place of its answer. `hold`: the server runs it, and its answer never comes.
   */
  does: 'cut' | 'swallow' | 'hold';
}

export interface TcpProxy {
  port: number;
  /** Most lines open at once so far. */
  readonly mostLines: number;
  /** Statements so far, on all lines. */
  readonly statements: number;
  /** Most statements that one line had sent without having heard the end of the one before. */
  readonly mostInFlight: number;
  /** Settles once the trap has sprung: for `swallow` and `hold`, once the server has answered. */
  spring(trap: Trap): Promise<void>;
  /** Forgets every trap that has not sprung. */
  disarm(): void;
  /** Breaks every open line; how many there were. */
  cutAll(): number;
  /** Where the server is from now on: it may come back on another port. */
  aim(port: number): void;
  close(): Promise<void>;
}

interface Armed extends Trap {
  left: number;
  sprung: () => void;
}

/** Listens on a free loopback port and forwards to PostgreSQL on `target`. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  let serverPort = target;
  let mostLines = 0;
  let mostInFlight = 0;
  let statements = 0;
  const armed: Armed[] = [];
  const lines = new Set<() => void>();

  const listener = net.createServer((client) => {
    const server = net.connect(serverPort, '127.0.0.1');
    const reader = new FrontendReader();
    let held: Armed | null = null;
    let past: string[] = [];
    let inFlight = 0;
    const cut = () => {
      lines.delete(cut);
      client.destroy();
      server.destroy();
    };
    lines.add(cut);
    mostLines = Math.max(mostLines, lines.size);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', cut);
      socket.on('close', cut);
    }
    client.on('data', (bytes) => {
      for (const statement of reader.read(bytes)) {
        if (/^begin/i.test(statement)) past = [];
        const trap = takeTrap(armed, statement, past);
        past.push(statement);
        statements += 1;
        inFlight += 1;
        mostInFlight = Math.max(mostInFlight, inFlight);
        if (trap === null) continue;
        if (trap.does === 'cut') {
          cut();
          return trap.sprung();
        }
        held = trap;
      }
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (endsReady(bytes)) inFlight = 0;
      if (held === null) return void client.write(bytes);
      // The server speaks: it has run what the trap was waiting for.
      if (!endsReady(bytes)) return;
      if (held.does === 'swallow') cut();
      held.sprung();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const cutAll = () => {
    const { size } = lines;
    for (const cut of [...lines]) cut();
    return size;
  };
  return {
    port: (listener.address() as net.AddressInfo).port,
    get mostLines() {
      return mostLines;
    },
    get statements() {
      return statements;
    },
    get mostInFlight() {
      return mostInFlight;
    },
    spring: (trap) =>
      new Promise((sprung) => {
        armed.push({ ...trap, left: trap.skip ?? 0, sprung });
      }),
    disarm() {
      armed.length = 0;
    },
    cutAll,
    aim(port) {
      serverPort = port;
    },
    close() {
      cutAll();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}

/** Statements of this name: see src/db/statement.ts. */
export function byName(name: string): RegExp {
  return new RegExp(`/\\* ${name} \\*/`);
}

function takeTrap(armed: Armed[], statement: string, past: readonly string[]): Armed | null {
  const at = armed.findIndex(
    ({ on, after }) => on.test(statement) && (!after || past.some((old) => after.test(old))),
  );
  const trap = armed[at];
  if (trap === undefined) return null;
  if (trap.left > 0) {
    trap.left -= 1;
    return null;
  }
  armed.splice(at, 1);
  return trap;
}

/** ReadyForQuery is `Z`, a length of 5 and a status; nothing follows it until we ask again. */
function endsReady(bytes: Buffer): boolean {
  return bytes.length >= 6 && bytes.at(-6) === 0x5a && bytes.readUInt32BE(bytes.length - 5) === 5;
}
