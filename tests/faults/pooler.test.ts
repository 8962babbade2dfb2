import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { pgBouncerVersion, startPgBouncer } from '../../dev/pooler/pgbouncer.ts';
import { type Pooler, startPooler } from '../../dev/pooler/pooler.ts';
import { openDatabase } from '../../src/db/client.ts';
import { freshDatabase } from '../support/database.ts';
import { proveFault } from './prove.ts';
import { judgeSend } from './witness.ts';
import { startWorld } from './world.ts';

test('what hangs behind PgBouncer when it is pipelined does not hang one by one', async () => {
  const direct = await freshDatabase();
  const bouncer = await startPgBouncer(direct.url);
  onTestFinished(() => bouncer.close());
  const url = new URL(direct.url);
  url.port = String(bouncer.port);
  const { db, close } = openDatabase(url.href, 1, { prepare: false, statementSeconds: 5 });
  onTestFinished(close);
  for (let round = 0; round < 40; round++) {
    const [slow, fresh] = await Promise.all([
      db.execute(sql`select pg_sleep(0.004), ${round}::int as n`),
      db.execute(sql`select ${round}::int as ${sql.identifier(`n${round}`)}`),
    ]);
    expect(slow[0]).toMatchObject({ n: round });
    expect(fresh[0]).toEqual({ [`n${round}`]: round });
  }
});

proveFault(
  'F32',
  'a send of 20,000 goes through Debian’s PgBouncer as if it were not there',
  'One statement at a time on a connection, none of them named: everybody accepted once.',
  async () => {
    const knowsNames = Number(pgBouncerVersion()?.split('.')[1]) >= 21;
    const world = await startWorld({
      readers: 20_000,
      mailboxMode: 'lean',
      variables: { RATE: '200', DATABASE_PREPARE: knowsNames ? 'on' : 'off' },
      between: startPgBouncer,
    });
    const sendId = await world.startSend();
    await world.finish(sendId);
    expect(world.proxy.mostInFlight).toBe(1);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 20_000, accepted: 20_000 },
    });
  },
);

for (const [name, chances] of [
  ['swallows one answer in fifty', { answersSwallowed: 20 }],
  ['holds one Flush in fifty for ever', { flushesHeld: 20 }],
] as const) {
  proveFault(
    'F31',
    `a send of 5,000 goes through a slow pooler that ${name}`,
    'Each lost answer ends at its deadline; the job comes again, and the batch under its key.',
    async () => {
      const pooler = Promise.withResolvers<Pooler>();
      const world = await startWorld({
        readers: 5_000,
        variables: { RATE: '200', STATEMENT_SECONDS: '1' },
        async between(url) {
          pooler.resolve(await startPooler({ url }));
          return pooler.promise;
        },
      });
      const sendId = await world.startSend();
      const { done, change } = await pooler.promise;
      change({ seed: 31, delayMs: 3, flushDelayMs: 10, ...chances });
      // A tick or a look that loses its own answer is asked for again, as cron and people do.
      const { tick, readSend } = world;
      world.tick = (url) => repeat(() => tick(url));
      world.readSend = (id) => repeat(() => readSend(id));
      await world.finish(sendId);
      expect(done.swallowed + done.held).toBeGreaterThan(0);
      expect(done.moves).toBeGreaterThan(0);
      expect(world.proxy.mostInFlight).toBe(1);
      return judgeSend(world, sendId, {
        status: 'sent',
        counts: { recipients: 5_000, accepted: 5_000 },
      });
    },
  );
}

async function repeat<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
}
