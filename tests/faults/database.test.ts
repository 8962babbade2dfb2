import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect } from 'vitest';
import { proveFault } from './prove.ts';
import { readStates } from './scenes.ts';
import { byName } from './tcp-proxy.ts';
import { waitUntil } from './wait.ts';
import { judgeSend, readLog } from './witness.ts';
import { shareWorld, startWorld, type World } from './world.ts';

const borrowWorld = shareWorld();
const allAccepted = { status: 'sent', counts: { recipients: 250, accepted: 250 } };
const settle = byName('settleBatch');

const requestsOf = async (world: World) => (await readLog(world.mailboxUrl)).length;

proveFault(
  'F12',
  'connections that break while a call is under way do not lose its answer',
  'The settle dials anew, or the batch is replayed under its key.',
  async () => {
    const world = await borrowWorld();
    await world.order({ fault: 'slow', delayMs: 2_000, times: 3 });
    const sendId = await world.startSend();
    await waitUntil('three calls', async () => (await requestsOf(world)) === 3);
    expect(world.proxy.cutAll()).toBeGreaterThan(0);
    await world.finish(sendId);
    return judgeSend(world, sendId, allAccepted);
  },
);

const lostQueries = [
  { name: 'a claim', trap: { on: byName('claimNextBatch'), does: 'cut' } },
  {
    name: 'the answer of a claim',
    trap: { on: byName('claimNextBatch'), does: 'swallow' },
  },
  { name: 'a settle', trap: { on: settle, does: 'cut' } },
  { name: 'the answer of a settle', trap: { on: settle, does: 'swallow' } },
] as const;
for (const { name, trap } of lostQueries) {
  proveFault(
    'F12',
    `a connection that breaks in a query, losing ${name}, sends nobody twice`,
    'The job fails, the lease runs out, and the batch goes on from what the database says.',
    async () => {
      const world = await borrowWorld();
      const sprung = world.proxy.spring(trap);
      const sendId = await world.startSend();
      await sprung;
      await world.finish(sendId);
      return judgeSend(world, sendId, allAccepted);
    },
  );
}

proveFault(
  'F12',
  'a connection that breaks in the transaction of the plan leaves nothing of it',
  'Rolled back whole and planned anew.',
  async () => {
    const world = await borrowWorld();
    const sprung = world.proxy.spring({ on: byName('insertBatches'), does: 'swallow' });
    const sendId = await world.startSend();
    await sprung;
    await world.finish(sendId);
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F13',
  'a COMMIT of the plan that was applied, its answer lost, plans once',
  'The second attempt finds the send planned and does nothing; the sweep enqueues again.',
  async () => {
    const world = await borrowWorld();
    const sprung = world.proxy.spring({
      on: /^commit/i,
      after: byName('insertBatches'),
      does: 'swallow',
    });
    const sendId = await world.startSend();
    await sprung;
    await world.finish(sendId);
    expect(await readStates(world, sendId)).toHaveLength(3);
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F13',
  'a COMMIT of a split that was applied, its answer lost, splits once',
  'The halves are there, the parent is final; nobody is in two batches.',
  async () => {
    const world = await borrowWorld();
    await world.order({ fault: 'poison', addresses: ['reader7@example.com'] });
    const sprung = world.proxy.spring({
      on: /^commit/i,
      after: byName('markSplit'),
      does: 'swallow',
    });
    const sendId = await world.startSend();
    await sprung;
    await world.finish(sendId);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 249, rejected: 1 },
    });
  },
);

proveFault(
  'F13',
  'a statement of webhook events that was applied, its answer lost, counts them once',
  'The events are taken again, meet their own ids, and change nothing.',
  async () => {
    const world = await borrowWorld(3);
    await world.askMailbox('webhook', { auto: true });
    const sprung = world.proxy.spring({ on: byName('recordFeedback'), does: 'swallow' });
    const sendId = await world.startSend();
    await sprung;
    await world.finish(sendId);
    await waitUntil('all events', async () => {
      const [row] = await world.db.execute(sql`
        select count(*)::int as n from events where send_id = ${sendId}`);
      return row?.n === 6;
    });
    await world.askMailbox('webhook', { auto: false });
    expect((await world.readSend(sendId)).counts).toMatchObject({ delivered: 3 });
    return judgeSend(world, sendId, { status: 'sent', counts: { recipients: 3, accepted: 3 } });
  },
);

proveFault(
  'F14',
  'PostgreSQL stopped at once in mid-send comes back, and the send goes on where it stood',
  'Recovered from its log: what was acknowledged is there, the rest is replayed.',
  async () => {
    const world = await startWorld({ ownPostgres: true, readers: 1_000 });
    await world.order({ fault: 'slow', delayMs: 400, times: 20 });
    const sendId = await world.startSend();
    await waitUntil('three calls', async () => (await requestsOf(world)) >= 3);
    const postgresql = await world.crashPostgres();
    await waitUntil('the calls to end', async () => (await requestsOf(world)) >= 4);
    await postgresql.start();
    await waitUntil('the worker to dial anew', () =>
      world.tick().then(
        () => true,
        () => false,
      ),
    );
    await world.finish(sendId);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 1_000, accepted: 1_000 },
    });
  },
);

proveFault(
  'F15',
  'a serialization failure of a settle is tried again',
  'PostgreSQL refuses the settle (40001); the job fails whole and comes again.',
  async () => {
    const world = await borrowWorld();
    // Raised in the database: to provoke it by isolation levels, the lanes would refuse each other, too.
    await world.db.execute(sql`create sequence settles`);
    await world.db.execute(sql`
      create function refuse_settle() returns trigger language plpgsql as $$ begin
        if new.state = 'accepted' and old.state = 'claimed' and nextval('settles') = 1 then
          raise exception 'could not serialize access' using errcode = '40001';
        end if;
        return new;
      end $$`);
    await world.db.execute(sql`
      create trigger refuse_settle before update on batches for each row execute function refuse_settle()`);
    const sendId = await world.startSend();
    await world.finish(sendId);
    const rows = await world.db.execute(sql`select last_value::int as settles from settles`);
    // One refused, and then each of the three batches once.
    expect(rows[0]).toEqual({ settles: 4 });
    await world.db.execute(sql`drop trigger refuse_settle on batches`);
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F15',
  'a deadlock in the transaction of a split is undone and tried again',
  'PostgreSQL ends our transaction (40P01); the refused batch is replayed and split then.',
  async () => {
    const world = await borrowWorld();
    await setForDatabase(world, 'deadlock_timeout', '100ms');
    await world.order({ fault: 'poison', addresses: ['reader7@example.com'] });
    await world.order({ fault: 'slow', delayMs: 3_000, match: { batch: '0' } });
    const sendId = await world.startSend();
    await waitUntil('the call', async () => (await readStates(world, sendId))[0] === 'claimed');
    await withSession(world, async (other) => {
      await other`set deadlock_timeout = '20s'`;
      await other.begin(async (tx) => {
        await tx`select 1 from sends where id = ${sendId} for update`;
        await waitUntil('the split to wait for the send', () => someoneWaits(world));
        await tx`update batches set attempts = attempts where send_id = ${sendId} and n = 0`;
      });
    });
    await world.finish(sendId);
    await setForDatabase(world, 'deadlock_timeout', '1s');
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 249, rejected: 1 },
    });
  },
);

/** For the worker's connections: each job opens its own. */
async function setForDatabase(world: World, name: string, value: string): Promise<void> {
  const [row] = await world.db.execute<{ db: string }>(sql`select current_database() as db`);
  await world.db.execute(sql.raw(`alter database ${row?.db} set ${name} = '${value}'`));
}

async function withSession(world: World, run: (sql: postgres.Sql) => Promise<void>) {
  const session = postgres(world.databaseUrl, { max: 1 });
  try {
    await run(session);
  } finally {
    await session.end({ timeout: 5 });
  }
}

async function someoneWaits(world: World): Promise<boolean> {
  const rows = await world.db.execute(sql`
    select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows.length > 0;
}
