import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { createTokenRing } from '../../src/base/token.ts';
import { allRows } from '../../src/db/rows.ts';
import { testBindings } from '../support/engine.ts';
import { proveFault } from './prove.ts';
import { waitUntil } from './wait.ts';
import { judgeSend } from './witness.ts';
import { startWorld, type World } from './world.ts';

const tokens = createTokenRing([testBindings('', '').bindings.SIGNING_KEYS]);
const linkOf = (subscriber: number, send: string | null = null) =>
  `/u/${tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send })}`;

proveFault(
  'F34',
  'a reader who leaves while PostgreSQL is down has left when it is back, and gets no further mail',
  'Answered 200, kept in the queue with its moment, and written when the database is back.',
  async () => {
    const world = await startWorld({ ownPostgres: true, readers: 3 });
    const [leaver = 0, undecided = 0] = world.readers;
    const postgresql = await world.crashPostgres();
    for (const reader of [leaver, undecided]) {
      const answer = await ask(world, 'POST', `${linkOf(reader)}?by=page`);
      expect(answer.status).toBe(200);
    }
    const page = await ask(world, 'GET', linkOf(leaver));
    expect([page.status, (await page.text()).match(/<button/g)?.length]).toEqual([200, 1]);
    const ready = await ask(world, 'GET', '/ready');
    expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '5']);
    await postgresql.start();
    await waitUntil(
      'the presses to be written',
      async () => {
        return (await readLeft(world)).length === 2;
      },
      60,
    );
    expect(await readLeft(world)).toEqual([leaver, undecided]);

    const sendId = await world.startSend();
    await world.finish(sendId);
    return judgeSend(world, sendId, { status: 'sent', counts: { recipients: 1, accepted: 1 } });
  },
);

function ask(world: World, method: string, route: string): Promise<Response> {
  const headers = { authorization: 'Bearer dev' };
  return fetch(`${world.url}${route}`, { method, headers, signal: AbortSignal.timeout(20_000) });
}

async function readLeft(world: World): Promise<number[]> {
  const rows = await world.db.execute(sql`
    select subscriber_id::float8 as id from subscriptions where status = 'unsubscribed' order by 1`);
  return allRows<{ id: number }>(rows).map(({ id }) => id);
}
