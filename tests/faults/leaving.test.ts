import { sql } from 'drizzle-orm';
import { expect, vi } from 'vitest';
import { createTokenRing } from '../../src/base/token.ts';
import { testBindings } from '../support/engine.ts';
import { writeConfigWithoutRetries } from './changed-config.ts';
import { proveFault } from './prove.ts';
import { byName } from './tcp-proxy.ts';
import { waitUntil } from './wait.ts';
import { judgeSend } from './witness.ts';
import { startWorld, type World } from './world.ts';

const tokens = createTokenRing([testBindings('', '').bindings.SIGNING_KEYS]);
const linkOf = (subscriber: number, send: string | null = null) =>
  `/u/${tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send })}`;

proveFault(
  'F34',
  'a reader who leaves while PostgreSQL is down has left when it is back; one who takes it back stays',
  'Answered 200, kept in the queue with its moment, and written when the database is back.',
  async () => {
    const world = await startWorld({ ownPostgres: true, readers: 3 });
    const [leaver = 0, undecided = 0] = world.readers;
    const postgresql = await world.crashPostgres();
    await press(world, leaver);
    const undo = /action="([^"]+undo[^"]*)"/.exec(await press(world, undecided))?.[1] ?? '';
    const page = await ask(world, 'GET', linkOf(leaver));
    expect([page.status, (await page.text()).match(/<button/g)?.length]).toEqual([200, 1]);
    const ready = await ask(world, 'GET', '/ready');
    expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '5']);
    await postgresql.start();
    await waitUntil('the undo', async () => (await ask(world, 'POST', undo)).status === 200);
    await waitUntil('the press', async () => (await readLeft(world)).includes(leaver), 60);

    const sendId = await world.startSend();
    await world.finish(sendId);
    expect(await readLeft(world)).toEqual([leaver]);
    return judgeSend(world, sendId, { status: 'sent', counts: { recipients: 2, accepted: 2 } });
  },
);

proveFault(
  'F34',
  'an unsubscribe that PostgreSQL wrote, its answer held for ever, is answered and written once',
  'Answered 200 after two seconds; what the queue kept finds nothing left to do.',
  async () => {
    const world = await startWorld({ readers: 3 });
    const [leaver = 0] = world.readers;
    const sendId = await world.startSend();
    await world.finish(sendId);
    const held = world.proxy.spring({
      on: /^commit/i,
      after: byName('unsubscribeFrom'),
      does: 'hold',
    });
    const left = press(world, leaver, sendId);
    await held;
    await left;
    // In the queue behind the press: once it is folded, the press has been taken, too.
    await world.askMailbox('webhook', { auto: true });
    const nextId = await world.startSend();
    await world.finish(nextId);
    await waitUntil('an event', async () => {
      const rows = await world.db.execute(sql`select 1 from events where send_id = ${nextId}`);
      return rows.length > 0;
    });
    const noted = await world.db.execute(sql`
      select count(*)::int as consents, (select count(*)::int from deliveries
        where send_id = ${sendId} and unsubscribed_at is not null) as attributed
      from consents where action = 'unsubscribed'`);
    expect(Array.from(noted)).toEqual([{ consents: 1, attributed: 1 }]);
    return judgeSend(world, nextId, { status: 'sent', counts: { recipients: 2, accepted: 2 } });
  },
);

proveFault(
  'F34',
  'an unsubscribe whose every try failed is a dead letter, and is tried again all the same',
  'The dead-letter queue puts it back: it stands nowhere else.',
  async () => {
    vi.stubEnv('WRANGLER_LOG', 'debug');
    const config = writeConfigWithoutRetries();
    const world = await startWorld({ ownPostgres: true, readers: 2, config });
    vi.unstubAllEnvs();
    const [leaver = 0] = world.readers;
    const postgresql = await world.crashPostgres();
    await press(world, leaver);
    await waitUntil('the dead letter', () => /"dead letter".*"leave"/.test(world.worker.log()), 40);
    await postgresql.start();
    await waitUntil('the press', async () => (await readLeft(world)).includes(leaver), 60);
    const sendId = await world.startSend();
    await world.finish(sendId);
    return judgeSend(world, sendId, { status: 'sent', counts: { recipients: 1, accepted: 1 } });
  },
  150_000,
);

/** The button of the page; its answer. */
async function press(world: World, reader: number, send: string | null = null): Promise<string> {
  const answer = await ask(world, 'POST', `${linkOf(reader, send)}?by=page`);
  expect(answer.status).toBe(200);
  return answer.text();
}

function ask(world: World, method: string, route: string): Promise<Response> {
  const headers = { authorization: 'Bearer dev' };
  return fetch(`${world.url}${route}`, { method, headers, signal: AbortSignal.timeout(20_000) });
}

async function readLeft(world: World): Promise<number[]> {
  const rows = await world.db.execute(sql`
    select subscriber_id::float8 as id from subscriptions where status = 'unsubscribed' order by 1`);
  return rows.map(({ id }) => Number(id));
}
