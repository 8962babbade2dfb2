// What the description shows as a request is one: it fits its schema, and the product takes it.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Example } from '../../src/http/endpoint/document/shapes.ts';
import { examples } from '../../src/http/told/examples.ts';
import { setupWithEngine } from '../support/app.ts';
import { apiDocument, validateRequest } from '../support/documented.ts';
import { confirmReaders, plainDigest } from '../support/engine.ts';

type App = Awaited<ReturnType<typeof openNewsroom>>;

/** What must be there before, and where the request goes then. */
interface Place {
  /** Of the path parameter. */
  id?: string | number;
  /** The digest that the examples of sends name. */
  digestId?: string;
  /** The revision or version that the writer has seen. */
  seen?: number;
}

interface Told {
  method: string;
  path: string;
  operationId: string;
  type: string;
  name: string;
  example: Example;
  statuses: string[];
}

const article = `<!doctype html><title>港町のパン屋「五時」</title>
  <meta property="og:site_name" content="港町日報">
  <link rel="alternate" type="application/rss+xml" href="/feed.xml">`;
const feed = `<rss version="2.0"><channel><title>港町日報</title><link>https://news.example.jp/</link>
  <item><title>朝のパン屋</title><link>/bakery</link></item></channel></rss>`;

/** The product with two lists and three readers. */
async function openNewsroom() {
  const OPEN_WEB = {
    fetch: async (url: string) =>
      url.endsWith('/feed.xml')
        ? new Response(feed, { headers: { 'content-type': 'application/rss+xml' } })
        : new Response(article, { headers: { 'content-type': 'text/html' } }),
  };
  const app = await setupWithEngine({ OPEN_WEB });
  await app.call('POST', '/api/lists', { body: { slug: 'monthly', name: '月刊' } });
  await confirmReaders(app.engine, 3);
  return app;
}

async function writeRevisions({ call }: App, revisions: number): Promise<string> {
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  for (let seen = 1; seen < revisions; seen += 1) {
    const body = { ...plainDigest, lead: `第${seen + 1}版` };
    await call('PUT', `/api/digests/${id}`, { body, headers: { 'if-match': `"${seen}"` } });
  }
  return id;
}

async function trigger(app: App, more: Record<string, unknown> = {}): Promise<string> {
  const digestId = await writeRevisions(app, 4);
  const body = { digestId, revision: 3, lists: ['digest'], ...more };
  return (await app.call('POST', '/api/sends', { body })).json.id;
}

/** Local time, some days ahead. */
const soon = (days: number) =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T07:00`;
const scheduled = () => ({ scheduledAt: soon(3), timezone: 'Asia/Tokyo' });
/** A digest of the reader's own, and a day that is to come: the printed ones pass. */
const ownValues: Record<string, (place: Place) => unknown> = {
  digestId: ({ digestId }) => digestId,
  scheduledAt: () => soon(5),
  expiresAt: () => `${soon(30)}:00+09:00`,
};

function makeOwn(value: unknown, place: Place): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, ownValues[name]?.(place) ?? one]),
  );
}
const aDigest = async (app: App): Promise<Place> => ({ id: await writeRevisions(app, 1), seen: 1 });
const aList = async ({ call }: App): Promise<Place> => {
  await call('POST', '/api/lists', { body: { slug: 'weekly', name: '週刊' } });
  return { id: 'weekly' };
};
const toSend = async (app: App): Promise<Place> => {
  await aList(app);
  await app.db.execute(sql`update subscribers set language = 'ja'`);
  return { digestId: await writeRevisions(app, 3) };
};

const nothing = async (): Promise<Place> => ({});

/** By operation; one that is not here needs nothing but the newsroom. */
const preparations: Record<string, (app: App, example: string) => Promise<Place>> = {
  putDigestsById: aDigest,
  postDigestsByIdTest: aDigest,
  postDigestsByIdApprovals: aDigest,
  postDigestsByIdWorkingCopyLook: aDigest,
  putDigestsByIdWorkingCopy: async (app) => ({ ...(await aDigest(app)), seen: 0 }),
  postDigestsByIdPublish: async (app) => {
    const id = await writeRevisions(app, 2);
    const body = { digestId: id, revision: 1, lists: ['digest'] };
    await app.call('POST', '/api/sends', { body });
    await app.engine.drain();
    return { id };
  },
  postProposalsByIdSourcesByNMend: async ({ call, engine, db }, example) => {
    const pasted = examples.postProposals?.['application/json']?.pasted?.value;
    const failing = { language: 'ja', sources: ['https://10.0.0.1/'] };
    const body = example === 'again' ? pasted : failing;
    const { id } = (await call('POST', '/api/proposals', { body })).json;
    await engine.drain();
    if (example === 'again') {
      const story = {
        digestId: id,
        day: '2026-11-20',
        headline: '港町の朝',
        page: null,
        known: [],
      };
      await db.execute(sql`delete from proposal_sections where proposal_id = ${id}`);
      await db.execute(sql`update proposal_sources set state = 'told',
        told = ${JSON.stringify(story)}::jsonb where proposal_id = ${id}`);
    }
    return { id };
  },
  postProposalsByIdSectionsByNRedo: async ({ call, engine }) => {
    const body = examples.postProposals?.['application/json']?.pasted?.value;
    const { id } = (await call('POST', '/api/proposals', { body })).json;
    await engine.drain();
    return { id };
  },
  patchFeedsById: async ({ call }) => {
    const body = { url: 'https://news.example.jp/feed.xml' };
    return { id: (await call('POST', '/api/feeds', { body })).json.id };
  },
  postSends: toSend,
  postSendsEstimate: toSend,
  patchSendsById: async (app) => ({ id: await trigger(app, scheduled()) }),
  postSendsByIdResume: async (app) => {
    const id = await trigger(app, { ...scheduled(), revision: 4 });
    await app.call('POST', `/api/sends/${id}/pause`);
    await app.db.execute(sql`update sends set scheduled_at = now() - interval '1 hour'`);
    return { id };
  },
  postSendsByIdResolve: async (app) => {
    const id = await trigger(app);
    await app.engine.fault({ fault: 'drop', when: 'before', times: 9 });
    await app.engine.drain();
    await app.call('POST', `/api/sends/${id}/cancel`);
    return { id };
  },
  patchListsBySlug: aList,
  postSubscribersImport: aList,
  patchSubscribersById: async ({ call }) => {
    const lists = [{ slug: 'digest', status: 'pending' }];
    const body = { email: 'haru@example.com', attributes: { member: '2019' }, lists };
    return { id: (await call('POST', '/api/subscribers', { body })).json.id };
  },
  patchSegmentsById: async ({ call }) => {
    const body = { name: '読者', rule: { kind: 'domain', in: ['example.com'] } };
    return { id: (await call('POST', '/api/segments', { body })).json.id };
  },
  patchRhythmsById: async ({ call }) => {
    const body = examples.postRhythms?.['application/json']?.weekdays?.value;
    return { id: (await call('POST', '/api/rhythms', { body })).json.id };
  },
  patchEditorsById: async ({ call }) => {
    const body = { address: 'ren@example.com', role: 'writer' };
    return { id: (await call('POST', '/api/editors', { body })).json.id };
  },
};

const told: Told[] = Object.entries(apiDocument.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, requestBody, responses }]) =>
    Object.entries(requestBody?.content ?? {}).flatMap(([type, media]) =>
      Object.entries(media.examples ?? {}).map(([name, example]) => ({
        ...{ method, path, operationId, type, name, example },
        statuses: Object.keys(responses).filter((status) => status.startsWith('2')),
      })),
    ),
  ),
);

test('every example of a request fits the schema that is described beside it', () => {
  expect(told.length).toBeGreaterThan(35);
  const faults = told.flatMap(({ method, path, type, example }) =>
    validateRequest(method, path, type, example.value),
  );
  expect(faults).toEqual([]);
});

test.for([...Map.groupBy(told, ({ operationId }) => operationId)])(
  '%s takes its examples',
  async ([operationId, own]) => {
    const app = await openNewsroom();
    for (const { method, path, type, name, example, statuses } of own) {
      const place = await (preparations[operationId] ?? nothing)(app, name);
      const body = makeOwn(example.value, place);
      const seen = place.seen === undefined ? {} : { 'if-match': `"${place.seen}"` };
      const headers = { 'content-type': type, ...seen };
      const where = path.replace(/\{(id|slug)\}/, String(place.id)).replace('{n}', '0');
      const { status, json } = await app.call(method.toUpperCase(), where, { body, headers });
      expect(statuses, `${type} ${name}: ${JSON.stringify(json)}`).toContain(String(status));
      // Nothing in an example is left over, refused or warned of.
      expect(json).not.toMatchObject({ unplaced: [{}] });
      if (operationId !== 'postSendsEstimate') expect(json.warnings ?? []).toEqual([]);
      if (operationId !== 'postSubscribersImport') continue;
      await app.engine.drain();
      const done = (await app.call('GET', `/api/imports/${json.id}`)).json;
      expect(done).toMatchObject({ status: 'done', rejected: 0 });
    }
  },
);
