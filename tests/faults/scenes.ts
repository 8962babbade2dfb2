// What the tests of the matrix share: the steps of a send by hand, with and without workerd.

import { sql } from 'drizzle-orm';
import { workMessages } from '../../src/jobs/jobs.ts';
import { confirmReaders, type Engine, startEngine } from '../support/engine.ts';
import { allRows } from '../support/rows.ts';
import { installWitness, type Scene } from './witness.ts';

/** The engine without workerd: a real database and a real mailbox, its queues worked by hand. */
export interface EngineScene extends Scene {
  engine: Engine;
  readers: number[];
}

export async function setEngineScene(readers: number): Promise<EngineScene> {
  const engine = await startEngine();
  const { db } = engine.deps;
  await installWitness(db);
  const ids = await confirmReaders(engine, readers);
  return { engine, db, mailboxUrl: engine.mailbox.url, readers: ids };
}

/** Works the messages that lie in the queues of jobs and lanes now, and none of those they cause. */
export async function workOnce({ engine }: Pick<EngineScene, 'engine'>): Promise<void> {
  const { jobs, lanes } = engine.queues;
  const messages = [jobs, lanes].flatMap((queue) =>
    queue.messages.splice(0).map(({ body }, i) => ({
      id: String(i),
      body,
      attempts: 1,
      ack() {},
      retry: () => queue.messages.push({ body }),
    })),
  );
  await workMessages(engine.deps, messages);
}

/** Lets two minutes go by, ticks and drains, five times at most: until nothing is left to do. */
export async function letTimePass({ engine }: EngineScene): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await engine.passTime(120);
    await engine.tick();
    await engine.drain({ delayed: true });
  }
}

/** The states of a send's batches, by number. */
export async function readStates({ db }: Pick<Scene, 'db'>, sendId: string): Promise<string[]> {
  const rows = await db.execute(sql`
    select state from batches where send_id = ${sendId} order by n`);
  return allRows<{ state: string }>(rows).map(({ state }) => state);
}

/** The states that a batch has gone through, as the witness wrote them down. */
export async function readSteps({ db }: Pick<Scene, 'db'>, sendId: string, n: number) {
  const rows = await db.execute(sql`
    select to_state as state from batch_steps where send_id = ${sendId} and n = ${n} order by id`);
  return allRows<{ state: string }>(rows).map(({ state }) => state);
}
