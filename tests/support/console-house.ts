// A house in which every page of the console has something to show, and what stands in its tables.

import { sql } from 'drizzle-orm';
import { feedItems, feeds } from '../../src/db/schema/feeds.ts';
import { paragraphs } from '../proposals/articles/plain-article.ts';
import { setupWithEngine, type TestApp } from './app.ts';
import { signedIn } from './console.ts';
import { confirmReaders, plainDigest, writeDigest } from './engine.ts';
import { newSend, startSend } from './sends.ts';

/** A digest that is sent, readers of whom one was refused, a second list and an approval that waits. */
export async function openHouse() {
  const app = await setupWithEngine({ INBOUND_ADDRESS: 'leave@in.example.com' });
  const owner = await signedIn(app, 'owner', 'spare-owner@example.com');
  await signedIn(app, 'viewer', 'spare@example.com');
  await confirmReaders(app.engine, 3);
  await app.call('POST', '/api/lists', { body: { slug: 'spare', name: 'Spare' } });
  const digestId = await writeDigest(app.engine);
  await app.engine.fault({ fault: 'poison', addresses: ['reader1@example.com'] });
  const sent = await startSend(app.engine, { digestId });
  await app.engine.drain();
  const at = { scheduledAt: new Date(Date.now() + 3 * 86_400_000).toISOString(), again: true };
  const { id: scheduled } = await newSend(app.engine, { digestId, ...at });
  // Of two revisions, with something to mend.
  const draft = (await app.call('POST', '/api/digests', { body: plainDigest })).json.id;
  const changed = { ...plainDigest, headline: '海を渡る薬 TODO' };
  const ifFirst = { 'if-match': '"1"' };
  await app.call('PUT', `/api/digests/${draft}`, { body: changed, headers: ifFirst });
  await owner.call('POST', `/api/digests/${draft}/approvals`, {
    body: { to: 'chief@example.com' },
    headers: { accept: 'application/json' },
  });
  await app.engine.drain();
  const mails = await app.engine.messages('to=chief@example.com');
  const token = /\/approval\/([\w-]+)/.exec(String(mails[0]?.text))?.[1] ?? 'none';
  const feedId = await watchFeed(app);
  const editorId = (await app.call('GET', '/api/editors')).json.data[0].id;
  const { proposal, article } = await makeProposal(app);
  const ids = {
    digests: draft,
    sends: sent,
    editors: editorId,
    lists: 'spare',
    proposals: proposal,
    feeds: feedId,
  };
  const pathOf = (path: string, others: object = {}) => {
    const noun = /^\/(?:api|console(?:\/settings)?)\/(\w+)/.exec(path)?.[1] ?? '';
    const id = Reflect.get({ ...ids, ...others }, noun) ?? '0190c8f0-0000-7000-8000-000000000000';
    return path
      .replace(':token', token)
      .replace(':article', article)
      .replace(/:slug|:id/, id)
      .replace(/:\w+/, '1');
  };
  return { app, pathOf, digestId, scheduled };
}

/** Of an article that was pasted, beside one that nobody can read. */
async function makeProposal(app: TestApp & { engine: { drain(): Promise<unknown> } }) {
  const pasted = {
    url: 'https://news.example.com/library',
    title: '夜に開く図書館',
    text: paragraphs.join('\n'),
  };
  const body = { language: 'ja', sources: [pasted, 'https://10.0.0.1/'] };
  const { id } = (await app.call('POST', '/api/proposals', { body })).json;
  await app.engine.drain();
  const { sources } = (await app.call('GET', `/api/proposals/${id}`)).json;
  return { proposal: id, article: sources[0].article.id };
}

/** A feed with an article, which waits in the inbox, too. */
async function watchFeed({ db, call }: TestApp): Promise<string> {
  const [id, itemId] = [crypto.randomUUID(), crypto.randomUUID()];
  const url = 'https://site.example.com/feed.xml';
  const dueAt = new Date(Date.now() + 86_400_000);
  await db.insert(feeds).values({ id, url, title: '港の新聞', folder: '地域', dueAt });
  const article = { address: 'site.example.com/1', url: 'https://site.example.com/1' };
  await db.insert(feedItems).values({ id: itemId, feedId: id, ...article, title: '夜の図書館' });
  await call('POST', '/api/inbox', { body: { item: itemId } });
  return id;
}

/**
 * Every table, as it stands: what its rows hold, and which transaction wrote each. Without the heartbeats,
 * where a look at the health writes its moment to find whether a cache stands before the database.
 */
export async function look({ db }: TestApp): Promise<Record<string, string>> {
  const tables = await db.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name <> 'heartbeats' order by 1`);
  const seen: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await db.execute<{ hash: string }>(sql`
      select md5(coalesce(string_agg(t::text || t.xmin::text, ',' order by t.ctid), '')) as hash
      from ${sql.identifier(name)} t`);
    seen[name] = rows[0]?.hash ?? '';
  }
  return seen;
}
