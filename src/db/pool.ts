// The connections of one request or job: each is handed to one user at a time.

import { Connection, type ConnectionSettings, LostError } from './connection.ts';
import { DeadlineError } from './deadline.ts';

export interface Pool {
  /**
   * A connection for the caller alone, until it is given back; dialled by its first statement.
   * DeadlineError if none comes free in so many seconds.
   */
  take(seconds: number): Promise<Connection>;
  giveBack(connection: Connection): void;
  close(): Promise<void>;
}

interface Waiting {
  give(connection: Connection): void;
  refuse(error: Error): void;
}

/** At most `most` connections, the longest idle used last; who waits is served in order. */
export function createPool(settings: Omit<ConnectionSettings, 'onLost'>, most: number): Pool {
  const open = new Set<Connection>();
  const idle: Connection[] = [];
  const waiting: Waiting[] = [];
  let isClosed = false;

  function dial(): Connection {
    const connection = new Connection({ ...settings, onLost: () => forget(connection) });
    open.add(connection);
    return connection;
  }

  function forget(connection: Connection): void {
    open.delete(connection);
    const at = idle.indexOf(connection);
    if (at >= 0) idle.splice(at, 1);
    if (!isClosed && open.size < most) waiting.shift()?.give(dial());
  }

  return {
    take(seconds) {
      if (isClosed) return Promise.reject(new LostError());
      const free = idle.pop() ?? (open.size < most ? dial() : null);
      if (free) return Promise.resolve(free);
      return new Promise((resolve, reject) => {
        const end = <Value>(settle: (value: Value) => void) => {
          return (value: Value) => {
            clearTimeout(clock);
            settle(value);
          };
        };
        const mine: Waiting = { give: end(resolve), refuse: end(reject) };
        const clock = setTimeout(() => {
          waiting.splice(waiting.indexOf(mine), 1);
          reject(new DeadlineError('gate', seconds));
        }, seconds * 1000);
        waiting.push(mine);
      });
    },
    giveBack(connection) {
      if (!open.has(connection)) return;
      const next = waiting.shift();
      if (next) next.give(connection);
      else idle.push(connection);
    },
    async close() {
      isClosed = true;
      for (const { refuse } of waiting.splice(0)) refuse(new LostError());
      await Promise.all([...open].map((connection) => connection.close()));
    },
  };
}
