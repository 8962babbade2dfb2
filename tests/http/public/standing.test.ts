// What stands on the web at every step from a draft to a correction: page, archive, feeds, sitemap.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { confirmReaders, plainDigest } from '../../support/engine.ts';

type Setting = Awaited<ReturnType<typeof setupWithEngine>>;

const feeds = ['/feed.xml', '/atom.xml', '/feed.json'];
const version = (n: number) => ({ ...plainDigest, lead: `第${n}版の前書き。` });
const nowhere = { page: null, listed: [] };

async function write({ call }: Setting) {
  const { id, slug } = (await call('POST', '/api/digests', { body: version(1) })).json;
  const api = `/api/digests/${id}`;
  return {
    id,
    page: `/digests/${slug}`,
    edit: async (n: number) =>
      (await call('PUT', api, { body: version(n), headers: { 'if-match': '*' } })).json,
    read: async () => (await call('GET', api)).json,
    publish: (revision: number, note: string) =>
      call('POST', `${api}/publish`, { body: { revision, note } }),
    send: async (revision: number, list = 'digest', more = {}) =>
      (
        await call('POST', '/api/sends', {
          body: { digestId: id, revision, lists: [list], ...more },
        })
      ).json,
  };
}

/** Which version a reader finds at the page and in the archive, feeds and sitemap. */
async function look({ call }: Setting, path: string) {
  const get = (where: string) =>
    call('GET', where, { key: null, headers: { accept: 'text/html' } });
  const page = await get(path);
  const robots = page.headers.get('x-robots-tag');
  const shown = [];
  for (const where of ['/', ...feeds]) shown.push(/第(\d)版/.exec((await get(where)).text)?.[1]);
  const listed = new Set(shown.flatMap((one) => (one === undefined ? [] : Number(one))));
  expect((await get('/sitemap.xml')).text.includes(`${path.split('?')[0]}<`)).toBe(listed.size > 0);
  if (page.status === 404) return { page: null, listed: [...listed] };
  const json = JSON.parse(
    /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page.text)?.[1] ?? '{}',
  );
  const ofPage = Number(/第(\d)版/.exec(page.text)?.[1]);
  if (json.description !== undefined) expect(json.description).toBe(version(ofPage).lead);
  return { page: ofPage, listed: [...listed], ...(robots === null ? {} : { robots }) };
}

async function newList({ db }: Setting, slug: string, visibility = 'public'): Promise<number> {
  const [row] = await db.execute<{ id: number }>(sql`
    insert into lists (slug, name, visibility) values (${slug}, ${slug}, ${visibility}) returning id`);
  return row?.id ?? 0;
}

async function addReader({ db }: Setting, name: string, list: number): Promise<void> {
  await db.execute(sql`
    with person as (insert into subscribers (email) values (${`${name}@example.com`}) returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select ${list}, id, 'confirmed', now() from person`);
}

test('from write to correct: what was mailed stands, and an edit stands nowhere until it is mailed or published', async () => {
  const setting = await setupWithEngine();
  const { engine, db } = setting;
  await confirmReaders(engine, 3);
  const digest = await write(setting);
  expect(await look(setting, digest.page)).toEqual(nowhere);

  const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
  const send = await digest.send(1, 'digest', { scheduledAt });
  expect(await digest.read()).toMatchObject({ status: 'scheduled', publishedRevision: null });
  expect(await look(setting, digest.page)).toEqual(nowhere);

  const edited = await digest.edit(2);
  expect(edited.warnings).toMatchObject([{ code: 'send_waits', sendId: send.id }]);
  expect(edited.warnings[0].message).toContain('will mail revision 1');
  expect(await look(setting, digest.page)).toEqual(nowhere);

  // Claimed and handed over, but nobody knows: it may lie in an inbox, so its link must lead somewhere.
  await db.execute(sql`update sends set scheduled_at = now()`);
  await engine.passTime(60);
  await engine.tick();
  await engine.fault({ fault: 'drop', when: 'after', times: 1 });
  await engine.drain();
  expect(await look(setting, digest.page)).toEqual({ page: 1, listed: [], robots: 'noindex' });
  expect(await digest.read()).toMatchObject({ status: 'sending', publishedRevision: 1 });

  await engine.passTime(120);
  await engine.tick();
  await engine.drain();
  expect((await engine.stats()).duplicates).toBe(0);
  const mailed = { page: 1, listed: [1] };
  expect(await look(setting, digest.page)).toEqual(mailed);
  await engine.tick();
  expect(await look(setting, digest.page)).toEqual(mailed);
  expect(await digest.read()).toMatchObject({ status: 'sent', revision: 2, publishedRevision: 1 });

  const later = await digest.edit(3);
  expect(later.warnings).toMatchObject([{ code: 'page_stands' }]);
  expect(await look(setting, digest.page)).toEqual(mailed);

  const { status, json } = await digest.publish(3, '「一割」は「一割五分」の誤りでした。');
  expect([status, json.publishedRevision, json.corrections.length]).toEqual([200, 3, 1]);
  expect(await look(setting, digest.page)).toEqual({ page: 3, listed: [3] });
  expect((await engine.messages())[0]?.text).toContain('第1版');
});

test('a waiting send that is moved to the newer revision mails that one, and that one stands', async () => {
  const setting = await setupWithEngine();
  const { engine, db, call } = setting;
  await confirmReaders(engine, 1);
  const digest = await write(setting);
  const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
  const path = `/api/sends/${(await digest.send(1, 'digest', { scheduledAt })).id}`;
  await digest.edit(2);
  expect((await call('GET', path)).json.warnings).toMatchObject([{ code: 'older_revision' }]);
  const moved = await call('PATCH', path, { body: { revision: 2 } });
  expect(moved.json).toMatchObject({ revision: 2, warnings: [] });
  expect((await digest.edit(2)).warnings).toEqual([]);
  await db.execute(sql`update sends set scheduled_at = now()`);
  await engine.passTime(60);
  await engine.tick();
  await engine.drain();
  expect((await engine.messages())[0]?.text).toContain('第2版');
  expect(await look(setting, digest.page)).toEqual({ page: 2, listed: [2] });
});

test('a second send does not pull a sent digest back, and its newer revision stands once it is mailed', async () => {
  const setting = await setupWithEngine();
  const { engine } = setting;
  await confirmReaders(engine, 1);
  await addReader(setting, 'weekender', await newList(setting, 'weekend'));
  const digest = await write(setting);
  await digest.send(1);
  await engine.drain();
  await digest.edit(2);
  const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
  await digest.send(1, 'weekend', { scheduledAt });
  expect((await digest.read()).status).toBe('sent');
  expect(await look(setting, digest.page)).toEqual({ page: 1, listed: [1] });
  await digest.send(2, 'weekend');
  expect((await digest.read()).status).toBe('sent');
  expect(await look(setting, digest.page)).toEqual({ page: 1, listed: [1] });
  await engine.drain();
  expect(await look(setting, digest.page)).toEqual({ page: 2, listed: [2] });
});

test('a send that mails nobody publishes nothing: everybody gone before the claim, or refused by the provider', async () => {
  const setting = await setupWithEngine();
  const { engine, db, call } = setting;
  await confirmReaders(engine, 2);
  const gone = await write(setting);
  const path = `/api/sends/${(await gone.send(1)).id}`;
  await engine.fault({ fault: 'daily_quota', times: 1 });
  await engine.drain();
  expect((await call('GET', path)).json.status).toBe('paused');
  expect(await look(setting, gone.page)).toEqual(nowhere);
  await db.execute(sql`update subscriptions set status = 'unsubscribed'`);
  await call('POST', `${path}/resume`);
  await engine.drain();
  expect((await call('GET', path)).json.counts).toMatchObject({ skipped: 2, accepted: 0 });
  expect(await look(setting, gone.page)).toEqual(nowhere);

  await db.execute(sql`update subscriptions set status = 'confirmed'`);
  const refused = await write(setting);
  await engine.fault({
    fault: 'poison',
    addresses: ['reader1@example.com', 'reader2@example.com'],
  });
  await refused.send(1);
  await engine.drain();
  expect((await engine.stats()).accepted).toBe(0);
  expect(await look(setting, refused.page)).toEqual(nowhere);
  expect((await refused.publish(1, '訂正')).status).toBe(409);
});

test('what a webhook tells of is listed, though no answer came', async () => {
  const setting = await setupWithEngine();
  const { engine, db } = setting;
  await confirmReaders(engine, 1);
  const digest = await write(setting);
  const send = await digest.send(1);
  await engine.fault({ fault: 'drop', when: 'after', times: 1 });
  await engine.drain();
  await db.execute(sql`
    insert into deliveries (send_id, subscriber_id, delivered_at)
    select ${send.id}, id, now() from subscribers`);
  expect(await look(setting, digest.page)).toEqual({ page: 1, listed: [1] });
});

test('the links of a mail to private lists open its page, which is nowhere else; a public send opens it for all', async () => {
  const setting = await setupWithEngine();
  const { engine, call } = setting;
  await addReader(setting, 'insider', await newList(setting, 'board', 'private'));
  await confirmReaders(engine, 1);
  const digest = await write(setting);
  await digest.edit(2);
  await digest.send(2, 'board');
  await engine.drain();
  const [mail] = await engine.messages();
  const link = new RegExp(
    `https://digest.example.com(${digest.page}\\?key=[0-9a-f]{32})(?=["\\s])`,
  );
  const keyed = link.exec(mail?.html ?? '')?.[1] ?? '';
  expect(link.exec(mail?.text ?? '')?.[1]).toBe(keyed);
  expect(mail?.html).not.toContain(`${digest.page}"`);
  expect(await look(setting, digest.page)).toEqual(nowhere);
  expect((await digest.read()).page).toBe(keyed);
  const inside = { page: 2, listed: [], robots: 'noindex, nofollow' };
  expect(await look(setting, keyed)).toEqual(inside);
  const preview = await call('GET', `/api/digests/${digest.id}/preview?list=board`);
  expect(preview.text).toContain(keyed);

  // The public send is of another revision: what went to private lists alone does not show in it.
  await digest.send(1, 'digest');
  await engine.drain();
  expect(await look(setting, digest.page)).toEqual({ page: 1, listed: [1] });
  const readers = (await engine.messages()).find(({ to }) => to[0] === 'reader1@example.com');
  expect(readers?.html).not.toContain('?key=');
  expect(await look(setting, keyed)).toMatchObject({ page: 2 });
  expect((await digest.read()).page).toBe(digest.page);
});

test('a digest that was sent to private lists before there were keys keeps its address', async () => {
  const setting = await setupWithEngine();
  const { db } = setting;
  const digest = await write(setting);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, started_at, mailed_at)
    values (gen_random_uuid(), ${digest.id}, 1, '{1}', 'sent', now(), now())`);
  expect(await look(setting, digest.page)).toEqual({ page: 1, listed: [], robots: 'noindex' });
});
