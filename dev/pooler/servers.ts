// The pooler's side towards PostgreSQL: signed-in connections, lent for a transaction each.

import { once } from 'node:events';
import net from 'node:net';
import postgres from 'postgres';
import { type Message, MessageReader } from './messages.ts';

/** A signed-in session of PostgreSQL. */
export interface Server {
  socket: net.Socket;
  /** Named statements that it has been given. */
  known: Set<string>;
  /** Where its messages go while it is lent. */
  hear: (message: Message) => void;
}

export interface Servers {
  /** In order of asking; another one than `last`, if there is a choice. */
  lend(last: Server | null): Promise<Server>;
  takeBack(server: Server): void;
  /** Closes it: its session is in an unknown state. */
  discard(server: Server): void;
  close(): void;
}

/** At most `most` sessions of the database at `url`. */
export function createServers(url: string, most: number): Servers {
  const idle: Server[] = [];
  const waiting: ((server: Server) => void)[] = [];
  const open = new Set<Server>();
  let dialled = 0;

  async function dial(): Promise<void> {
    dialled += 1;
    try {
      const server = await signIn(url);
      open.add(server);
      server.socket.once('close', () => discard(server));
      takeBack(server);
    } catch (error) {
      dialled -= 1;
      console.error(`The pooler cannot reach PostgreSQL: ${error}`);
    }
  }

  function takeBack(server: Server): void {
    if (!open.has(server)) return;
    server.hear = () => {};
    const next = waiting.shift();
    if (next) next(server);
    else idle.push(server);
  }

  function discard(server: Server): void {
    if (!open.delete(server)) return;
    const at = idle.indexOf(server);
    if (at >= 0) idle.splice(at, 1);
    dialled -= 1;
    server.socket.destroy();
    if (waiting.length > 0) void dial();
  }

  return {
    lend(last) {
      const other = idle.findIndex((server) => server !== last);
      const [server] = idle.splice(Math.max(0, other), 1);
      if (server) return Promise.resolve(server);
      if (dialled < most) void dial();
      return new Promise((resolve) => waiting.push(resolve));
    },
    takeBack,
    discard,
    close() {
      waiting.length = 0;
      for (const server of open) server.socket.destroy();
    },
  };
}

/** postgres.js signs in on a socket of ours, and then leaves it to us. */
async function signIn(url: string): Promise<Server> {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  await once(socket, 'connect');
  // `socket` is an option of postgres.js that its types do not name.
  const options = { max: 1, fetch_types: false, max_lifetime: null, socket: () => socket };
  await postgres(url, options).unsafe('select 1');
  socket.removeAllListeners();
  socket.setNoDelay(true);
  const server: Server = { socket, known: new Set(), hear: () => {} };
  const reader = new MessageReader({ from: 'server' });
  socket.on('data', (bytes) => {
    for (const each of reader.read(bytes)) server.hear(each);
  });
  socket.on('error', () => socket.destroy());
  return server;
}
