// A connection pooler in transaction mode, as Hyperdrive is one: it can be slow, and lose answers.

import net from 'node:net';
import { type Chances, createDice } from './chances.ts';
import { isTlsRequest, type Message, MessageReader, message, statementOf } from './messages.ts';
import { createServers, type Server } from './servers.ts';

export interface PoolerOptions {
  /** Of the database, with user and password; clients may say who they like. */
  url: string;
  /** Sessions of PostgreSQL at most. Default 5. */
  servers?: number;
  chances?: Partial<Chances>;
}

export interface Pooler {
  port: number;
  /** What it has done so far. `moves`: transactions that another session served than the one before. */
  readonly done: { swallowed: number; held: number; moves: number; transactions: number };
  /** Other chances from now on. */
  change(chances: Partial<Chances>): void;
  close(): Promise<void>;
}

/** Listens on a free loopback port. */
export async function startPooler(options: PoolerOptions): Promise<Pooler> {
  const servers = createServers(options.url, options.servers ?? 5);
  let dice = createDice(options.chances ?? {});
  const done = { swallowed: 0, held: 0, moves: 0, transactions: 0 };
  const clients = new Set<net.Socket>();

  function serve(client: net.Socket): void {
    const reader = new MessageReader({ from: 'client' });
    /** What this client has prepared, to be given to each session that does not know it. */
    const prepared = new Map<string, Message>();
    let server: Server | null = null;
    let last: Server | null = null;
    /** Whose ParseComplete comes next: the client's, or ours that it must not see. */
    let parses: ('theirs' | 'ours')[] = [];
    /** Questions that PostgreSQL has not ended yet. */
    let asked = 0;
    let isDeaf = false;
    let line: Promise<unknown> = Promise.resolve();

    async function borrow(): Promise<Server> {
      const lent = await servers.lend(last);
      if (client.destroyed) servers.takeBack(lent);
      done.transactions += 1;
      if (last !== null && lent !== last) done.moves += 1;
      last = lent;
      lent.hear = (answer) => hear(lent, answer);
      return lent;
    }

    async function pass(asking: Message): Promise<void> {
      const { type } = asking;
      if (type === 'X' || client.destroyed) return void client.destroy();
      server ??= await borrow();
      if (client.destroyed) return;
      if (type === 'Q' || type === 'S') asked += 1;
      if ((type === 'Q' || type === 'E') && dice.swallows()) {
        isDeaf = true;
        done.swallowed += 1;
      }
      if (type === 'H' && dice.holds()) {
        done.held += 1;
        return new Promise(() => {});
      }
      await dice.delay(type === 'H');
      const name = statementOf(asking);
      if (type === 'P') {
        if (name !== '') prepared.set(name, asking);
        parses.push('theirs');
      } else if (name !== '' && !server.known.has(name)) {
        const missing = prepared.get(name);
        if (missing) {
          server.socket.write(missing.bytes);
          parses.push('ours');
        }
      }
      if (name !== '') server.known.add(name);
      server.socket.write(asking.bytes);
    }

    function hear(from: Server, answer: Message): void {
      if (answer.type === '1' && parses.shift() === 'ours') return;
      const ends = answer.type === 'Z';
      const isSwallowed = isDeaf;
      if (ends) {
        parses = [];
        asked -= 1;
        isDeaf = false;
      }
      if (ends && asked === 0 && answer.body.toString() === 'I') {
        server = null;
        servers.takeBack(from);
      }
      if (!isSwallowed) client.write(answer.bytes);
    }

    client.on('data', (bytes) => {
      for (const asking of reader.read(bytes)) {
        if (asking.type !== '') line = line.then(() => pass(asking));
        else client.write(isTlsRequest(asking.body) ? 'N' : welcome);
      }
    });
    client.on('error', () => client.destroy());
    client.on('close', () => {
      clients.delete(client);
      // In the middle of something: nobody else can use that session any more.
      if (server) servers.discard(server);
    });
  }

  const listener = net.createServer((client) => {
    client.setNoDelay(true);
    clients.add(client);
    serve(client);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as net.AddressInfo).port,
    done,
    change(chances) {
      dice = createDice(chances);
    },
    close() {
      for (const client of clients) client.destroy();
      servers.close();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}

/** Let in, and told what a session is like. */
const welcome = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('S', 'client_encoding\0UTF8\0'),
  message('S', 'server_encoding\0UTF8\0'),
  message('S', 'standard_conforming_strings\0on\0'),
  message('K', Buffer.alloc(8)),
  message('Z', 'I'),
]);
