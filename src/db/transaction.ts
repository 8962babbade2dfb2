// One transaction on a connection of its own: its statements one after another, and its end.

import type { Connection, Rows, Statement } from './connection.ts';

/** Runs one statement; what Drizzle's session needs of a client. */
export type Runner = (text: string, values: unknown[], asArrays: boolean) => Promise<Rows>;

/** What the work of a transaction gets: its statements, and a part that can be undone alone. */
export interface Scope {
  run: Runner;
  savepoint<Result>(work: (scope: Scope) => Promise<Result>): Promise<Result>;
}

/**
 * Runs `work` between BEGIN and COMMIT; a throw, or a failed statement even if it was caught, rolls
 * back. PostgreSQL itself ends a statement a little before our deadline, so that nobody waits for
 * the locks of a transaction whose worker has given up on it, and ends one that nobody speaks to.
 */
export async function runTransaction<Result>(
  connection: Connection,
  seconds: number,
  work: (scope: Scope) => Promise<Result>,
): Promise<Result> {
  const line = standInLine(connection, seconds);
  try {
    await line.run(beginning(seconds), [], false);
  } catch (error) {
    // Half begun is no state to hand on.
    connection.drop();
    throw error;
  }
  let savepoints = 0;

  async function enter<Value>(
    inner: (scope: Scope) => Promise<Value>,
    leave: { undo: string; keep: string | null },
  ): Promise<Value> {
    let isOver = false;
    let failure: { error: unknown } | null = null;
    const scope: Scope = {
      async run(...statement) {
        if (isOver) throw new Error('The transaction is over: await everything that runs in it');
        try {
          return await line.run(...statement);
        } catch (error) {
          failure ??= { error };
          throw error;
        }
      },
      async savepoint(part) {
        const name = `s${savepoints++}`;
        await scope.run(`savepoint ${name}`, [], false);
        return enter(part, { undo: `rollback to savepoint ${name}`, keep: null });
      },
    };
    try {
      const value = await inner(scope);
      // Typed as what it was before the scope's statements ran.
      const failed = failure as { error: unknown } | null;
      if (failed) throw failed.error;
      isOver = true;
      if (leave.keep) await line.run(leave.keep, [], false);
      return value;
    } catch (error) {
      // A failed COMMIT has ended the transaction already.
      if (!isOver) {
        isOver = true;
        // If it cannot be said, the connection is gone, and with it the transaction.
        await line.run(leave.undo, [], false).catch(() => connection.drop());
      }
      throw error;
    }
  }

  return enter(work, { undo: 'rollback', keep: 'commit' });
}

/** All in the message that begins it, so that it costs nothing more. */
function beginning(seconds: number): string {
  const milliseconds = Math.ceil(seconds * 1000);
  return `begin isolation level read committed;
    set local statement_timeout = ${Math.ceil(milliseconds * 0.9)};
    set local idle_in_transaction_session_timeout = ${milliseconds * 2}`;
}

/** Statements of a transaction may be asked for at once; they are sent one by one. */
function standInLine(connection: Connection, seconds: number): { run: Runner } {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(text, values, asArrays) {
      const statement: Statement = { text, values, asArrays, seconds };
      const mine = last.then(() => connection.run(statement));
      last = mine.catch(() => {});
      return mine;
    },
  };
}
