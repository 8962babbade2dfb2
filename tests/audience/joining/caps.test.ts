import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { readJoining, refusalsBeforeBreaker } from '../../../src/audience/joining/lockdown.ts';
import { subscribe } from '../../../src/audience/joining/subscribe.ts';
import { subscribers } from '../../../src/db/schema/audience.ts';
import { letters } from '../../../src/db/schema/mail.ts';
import { passTime } from '../../support/time.ts';
import { context, setup } from '../setup.ts';

test('one network gets twenty emails an hour, then others still get theirs', async () => {
  const { db, deps, queued, age } = await setup();
  const join = (n: number, network: string | null) =>
    subscribe(deps, { email: `a${n}@example.com`, list: [] }, { ...context, network });
  for (let n = 0; n < 25; n++) expect(await join(n, '192.0.2.1')).toEqual({ kind: 'asked' });
  expect(queued).toHaveLength(20);
  // Who was refused at the first meeting is not kept.
  expect(await db.$count(subscribers)).toBe(20);
  await join(30, '192.0.2.2');
  await join(31, null);
  expect(queued).toHaveLength(22);
  expect((await readJoining(db, 2000)).refused.network).toBe(5);
  await age('61 minutes');
  await join(24, '192.0.2.1');
  expect(queued).toHaveLength(23);
});

test('one domain gets a share of all emails, and all together no more than the setting says', async () => {
  const { db, deps, queued } = await setup();
  const join = (email: string) =>
    subscribe({ ...deps, emailsPerHour: 60 }, { email, list: [] }, { ...context, network: null });
  for (let n = 0; n < 55; n++) await join(`a${n}@corp.example`);
  expect(queued).toHaveLength(50);
  for (let n = 0; n < 20; n++) await join(`a@${n}.example.com`);
  expect(queued).toHaveLength(60);
  expect(await readJoining(db, 60)).toMatchObject({
    throttled: false,
    emailsLastHour: 60,
    emailsPerHour: 60,
    refused: { address: 0, domain: 5, total: 10 },
  });
});

test('after many refusals a network gets one email, five with a form of ours', async () => {
  const { db, deps, queued } = await setup();
  await db.execute(
    sql`insert into lists (slug, name, double_opt_in) values ('open', 'Open', false)`,
  );
  const say = (email: string, more: object, list: string[] = []) =>
    subscribe(deps, { email, list }, { ...context, ...more });
  for (let n = 0; n <= refusalsBeforeBreaker; n++) await say('victim@example.com', {});
  expect(await readJoining(db, 2000)).toMatchObject({
    throttled: true,
    refused: { address: refusalsBeforeBreaker },
  });
  queued.splice(0);
  for (let n = 0; n < 8; n++) {
    await say(`a${n}@example.com`, { network: '198.51.100.1', showsForm: false });
    await say(`b${n}@example.com`, { network: '198.51.100.2', showsForm: true });
  }
  expect(queued).toHaveLength(6);
  // A list that asks for no confirmation asks for one now.
  await say('c@example.com', { network: '198.51.100.3' }, ['open']);
  expect(queued).toHaveLength(7);
  await passTime(db, '10 minutes');
  expect((await readJoining(db, 2000)).throttled).toBe(false);
});

test('ten thousand posts for a hundred victims write an email to each, and readers still join', async () => {
  const { db, deps, queued } = await setup();
  const posts = Array.from({ length: 10_000 }, (_, n) => ({
    email: `victim${n % 100}@example.com`,
    network: `2001:db8:${(n % 1000).toString(16)}:0::/64`,
    showsForm: n % 3 === 0,
  }));
  const readers = Array.from({ length: 40 }, (_, n) => ({
    email: `reader${n}@example.org`,
    network: `203.0.113.${n}`,
    showsForm: true,
  }));
  // Readers come all through the attack.
  const visits = posts.flatMap((post, n) => [post, ...(n % 250 === 0 ? [readers[n / 250]] : [])]);
  let next = 0;
  const browse = async () => {
    for (let visit = visits[next++]; visit; visit = visits[next++]) {
      const { email, ...more } = visit;
      await subscribe(deps, { email, list: [] }, { ...context, ...more });
    }
  };
  await Promise.all(Array.from({ length: 5 }, browse));
  const written = await db.select({ address: letters.address }).from(letters);
  const addresses = written.map(({ address }) => address);
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(addresses.filter((one) => one.startsWith('reader'))).toHaveLength(40);
  expect(addresses.length).toBeLessThanOrEqual(140);
  expect(queued).toHaveLength(addresses.length);
  expect((await readJoining(db, 2000)).throttled).toBe(true);
}, 120_000);

test('the answer is made before anything about the address is looked up', async () => {
  const { db, deps, join, queued } = await setup();
  await join('known@example.com');
  queued.splice(0);
  for (const email of ['known@example.com', 'new@example.com']) {
    const held: (() => Promise<void>)[] = [];
    const later = { ...deps, afterAnswer: (work: () => Promise<void>) => void held.push(work) };
    expect(await subscribe(later, { email, list: [] }, context)).toEqual({ kind: 'asked' });
    expect(held).toHaveLength(1);
  }
  expect(await db.$count(subscribers)).toBe(1);
  expect(queued).toEqual([]);
});
