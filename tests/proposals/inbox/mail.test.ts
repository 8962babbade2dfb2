import { sql } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import { workDeadLetters } from '../../../src/jobs/dead-letters.ts';
import { form } from '../../support/console.ts';
import { openMailHouse, own } from './mail-house.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const article = 'https://news.example.jp/harbour';

test('a mail to an editor’s own address puts what it names into the inbox, under its subject', async () => {
  const at = await openMailHouse();
  expect(await at.page()).toContain('Make my address');
  const door = await at.makeDoor();
  const id = await at.receive(door, {
    subject: 'Fwd: 夜の図書館',
    text: `読んで ${article}?utm_source=mail。\n--\nhttps://www.example.jp/`,
    html: `<p><a href="${article}">読んで</a> <a href="mailto:x@example.com">x</a></p>`,
  });
  expect(await at.inbox()).toMatchObject([
    { url: `${article}?utm_source=mail`, title: '夜の図書館', came: 'mail' },
  ]);
  expect(await at.door()).toEqual({ turn: 1, refused: 0, why: null, taken: true });
  expect(await at.page()).toContain('The last mail was taken');
  // Told once more, after the article was put away: it stays away.
  const [item] = await at.inbox();
  await at.call('DELETE', `/api/inbox/${item?.id}`);
  await at.tell(id, [door]);
  await at.engine.drain();
  expect(await at.inbox()).toEqual([]);
});

test('several pages come in the order of the mail, twenty at most, without the subject', async () => {
  const at = await openMailHouse();
  const urls = Array.from({ length: 25 }, (_, n) => `https://news.example.jp/${n}`);
  await at.receive(await at.makeDoor(), { subject: 'A week', text: urls.join('\n') });
  const items = await at.inbox();
  expect(items.map(({ url }) => url)).toEqual(urls.slice(0, 20).toReversed());
  expect(new Set(items.map(({ title }) => title))).toEqual(new Set(['']));
});

test('mail of others, mail that its server disowns and mail without a page is counted and said', async () => {
  const at = await openMailHouse();
  const door = await at.makeDoor();
  const refused: [Record<string, unknown>, string][] = [
    [{ from: 'other@example.com', text: article }, 'stranger'],
    [{ from: `"${own}" <other@example.com>`, text: article }, 'stranger'],
    [
      { text: article, headers: { 'Authentication-Results': ['mx; spf=pass', 'mx; dmarc=fail'] } },
      'stranger',
    ],
    [{ subject: 'Hello', text: 'Nothing to see.' }, 'no_address'],
  ];
  for (const [n, [mail, why]] of refused.entries()) {
    await at.receive(door, mail);
    expect(await at.door()).toEqual({ turn: 1, refused: n + 1, why, taken: false });
  }
  expect(await at.page()).toContain('4 mails were not taken, the last one because');
  expect(await at.page()).toContain('it named no page.');
  expect(await at.inbox()).toEqual([]);
  const mails = await at.engine.messages();
  expect(mails.filter(({ to }) => to.includes('other@example.com'))).toEqual([]);
});

test('a new address makes the one before worthless, and nobody makes one up', async () => {
  const at = await openMailHouse();
  const first = await at.makeDoor();
  const second = await at.makeDoor();
  expect(second).not.toBe(first);
  await at.receive(first, { text: article });
  const guessed = second.replace(/[a-z2-7]@/, (end) => (end === 'a@' ? 'b@' : 'a@'));
  for (const to of [guessed, 'inbox-@in.example.com', second.replace('in.example', 'example')]) {
    await at.tell(await at.hold({ to, text: article }), [to]);
  }
  expect(at.queues.events.messages).toEqual([]);
  expect(await at.inbox()).toEqual([]);
  expect(await at.door()).toEqual({ turn: 2, refused: 0, why: null, taken: false });
  // However the mail programs on the way write it.
  await at.receive(`"Inbox" <${second.toUpperCase()}>`, { text: article });
  expect(await at.inbox()).toHaveLength(1);
});

test('what waits in the queue holds neither address nor mail, and the log says nothing of either', async () => {
  const at = await openMailHouse();
  const door = await at.makeDoor();
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  const id = await at.hold({ to: door, text: article });
  await at.tell(id, [door]);
  const waiting = JSON.stringify(at.queues.events.messages);
  await at.db.execute(sql`alter table inbox_items add constraint broken check (came <> 'mail')`);
  await at.engine.drain();
  expect(JSON.stringify(said.mock.calls)).toContain('mail failed');
  for (const text of [waiting, JSON.stringify(said.mock.calls)]) {
    expect(text).not.toMatch(/inbox-|harbour|aiko/);
  }
});

test('a mail that cannot be read yet waits, and one that never can is given up and said', async () => {
  const at = await openMailHouse();
  const door = await at.makeDoor();
  await at.tell('not-there', [door]);
  await at.engine.drain();
  expect(at.queues.events.messages).toHaveLength(1);
  expect(await at.door()).toMatchObject({ refused: 0 });
  at.queues.events.messages.splice(0);
  await at.tell('not-there', [door], new Date(Date.now() - 3600_000));
  await at.engine.drain();
  expect(at.queues.events.messages).toEqual([]);
  expect(await at.door()).toMatchObject({ refused: 1, why: 'unread' });
  await at.receive(door, { text: article + ' '.repeat(6_000_000) });
  expect(await at.door()).toMatchObject({ refused: 2, why: 'unread' });
});

test('a mail whose message died waits again, for it stands nowhere else', async () => {
  const at = await openMailHouse();
  const door = await at.makeDoor();
  await at.tell(await at.hold({ to: door, text: article }), [door]);
  const [message] = at.queues.events.messages.splice(0);
  const dead = { id: '1', body: message?.body, attempts: 100, ack() {}, retry() {} };
  await workDeadLetters({ EVENTS: at.queues.events }, [dead]);
  await at.engine.drain({ delayed: true });
  expect(await at.inbox()).toMatchObject([{ url: article }]);
});

test('work that ends between reading and writing leaves nothing, and is done as a whole again', async () => {
  const at = await openMailHouse();
  const door = await at.makeDoor();
  const id = await at.hold({ to: door, text: `${article} ${article}/2` });
  await at.db.execute(sql`alter table inbox_doors add constraint broken check (taken_at is null)`);
  await at.tell(id, [door]);
  await at.engine.drain();
  expect(await at.inbox()).toEqual([]);
  await at.db.execute(sql`alter table inbox_doors drop constraint broken`);
  await at.engine.drain({ delayed: true });
  expect(await at.inbox()).toHaveLength(2);
  // Two deliveries at once.
  const other = await at.hold({ to: door, from: 'other@example.com', text: article });
  for (const _ of [1, 2]) await at.tell(other, [door]);
  await at.engine.drain();
  expect(await at.door()).toMatchObject({ refused: 1 });
});

test('more than sixty mails within an hour are no person who writes', async () => {
  const at = await openMailHouse();
  const door = await at.makeDoor();
  for (let n = 0; n < 61; n += 1) {
    await at.receive(door, { text: `https://news.example.jp/${n}` });
  }
  expect(await at.door()).toMatchObject({ refused: 1, why: 'too_many' });
  await at.engine.passTime('2 hours');
  await at.receive(door, { text: article });
  expect(await at.door()).toMatchObject({ refused: 1 });
  expect((await at.inbox())[0]).toMatchObject({ url: article });
});

test('who may not write has no address, and where no mail comes there is none to make', async () => {
  const at = await openMailHouse('viewer');
  expect((await at.writer.call('POST', '/console/inbox', form({ do: 'door' }))).status).toBe(403);
  expect(await at.page()).not.toContain('Make my address');
  expect(await at.door()).toBeUndefined();
});
