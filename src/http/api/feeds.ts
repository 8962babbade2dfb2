// Feeds: what is watched for news, how each of them is, and lists of them in and out.

import { PageQuery } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import { enqueueFeeds } from '../../jobs/enqueue.ts';
import {
  askNow,
  changeFeed,
  listFeeds,
  listItems,
  readFeedView,
  removeFeed,
} from '../../proposals/feeds/feeds.ts';
import {
  FeedInput,
  FeedItemView,
  FeedPatch,
  FeedView,
  OpmlReport,
} from '../../proposals/feeds/schema.ts';
import { mostFeeds, type Subscribed, subscribe } from '../../proposals/feeds/subscribe.ts';
import { exportOpml, importOpml } from '../../proposals/feeds/transfer.ts';
import { explainFeedTrouble } from '../../proposals/syndication/trouble.ts';
import { feedDeps } from '../../wiring.ts';
import { all, json, nothing, page, text } from '../endpoint/answer.ts';
import { jsonBody, textBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('Feed', FeedView);
named('FeedInput', FeedInput);
named('FeedPatchInput', FeedPatch);
named('FeedItem', FeedItemView);
named('OpmlReport', OpmlReport);

const tag = 'feeds';
const params = { id: uuidParam };
const opmlTypes = ['text/x-opml', 'application/xml', 'text/xml'];
const MiB = 1024 ** 2;

export const feedOperations = [
  operation({
    method: 'get',
    path: '/api/feeds',
    summary: 'List the feeds',
    tag,
    scope: 'read',
    answers: { 200: all('All of them, by folder and name.', FeedView) },
    handle: async ({ deps }) => ({ status: 200, body: { data: await listFeeds(deps.db) } }),
  }),
  operation({
    method: 'post',
    path: '/api/feeds',
    summary: 'Watch a feed',
    description:
      'RSS, Atom, RDF or JSON Feed, asked while the call waits. A page that names one feed stands for it; of one that names several, the answer is 422 with an error for each, for you to choose. Feeds that robots.txt forbids are not read. A feed that is watched already is the answer, with 200.',
    tag,
    scope: 'write',
    body: jsonBody(FeedInput),
    idempotent: true,
    answers: {
      200: json('The feed that is watched already.', FeedView),
      201: json('The feed.', FeedView, { location: 'The URL of the new object.' }),
    },
    errors: ['conflict'],
    handle: async ({ deps, body, newId, keyId }) => {
      const { url, name = null, folder = null } = body;
      const wanted = { id: newId(), url, name, folder, by: keyId };
      const { id, isNew } = requireFeed(await subscribe(feedDeps(deps), wanted));
      const feed = await readFeedView(deps.db, id);
      if (!isNew) return { status: 200, body: feed };
      return { status: 201, body: feed, headers: { location: `/api/feeds/${id}` } };
    },
  }),
  operation({
    method: 'get',
    path: '/api/feeds/:id',
    summary: 'Read a feed',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('The feed.', FeedView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readFeedView(deps.db, id),
    }),
  }),
  operation({
    method: 'patch',
    path: '/api/feeds/:id',
    summary: 'Change a feed',
    description: 'Paused, it is not asked; active again, it is due at once, also if it had ended.',
    tag,
    scope: 'write',
    params,
    body: jsonBody(FeedPatch),
    answers: { 200: json('The feed as it is now.', FeedView) },
    handle: async ({ deps, params: { id }, body }) => {
      const feed = await changeFeed(deps.db, id, body);
      if (body.state === 'active') await enqueueFeeds(deps, [id]);
      return { status: 200, body: feed };
    },
  }),
  operation({
    method: 'delete',
    path: '/api/feeds/:id',
    summary: 'Watch a feed no more',
    description: 'What stood in it goes, too. What is in the inbox stays there.',
    tag,
    scope: 'write',
    params,
    answers: { 204: nothing('It is gone.') },
    handle: async ({ deps, params: { id } }) => {
      await removeFeed(deps.db, id);
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'post',
    path: '/api/feeds/:id/read',
    summary: 'Ask a feed for news now',
    description:
      'At most once a minute: a feed that was asked just now is asked when the minute is over.',
    tag,
    scope: 'write',
    isNoted: false,
    params,
    answers: { 202: json('The feed, which is asked in a moment.', FeedView) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id } }) => {
      const feed = await askNow(deps.db, id);
      await enqueueFeeds(deps, [id]);
      return { status: 202, body: feed };
    },
  }),
  operation({
    method: 'get',
    path: '/api/feeds/:id/items',
    summary: 'List what stood in a feed',
    description: 'Each article once, however often its guid or its address has changed.',
    tag,
    scope: 'read',
    params,
    query: PageQuery,
    answers: { 200: page('Items, newest first.', FeedItemView) },
    handle: async ({ deps, params: { id }, query }) => ({
      status: 200,
      body: await listItems(deps.db, id, query),
    }),
  }),
  operation({
    method: 'get',
    path: '/api/feeds.opml',
    summary: 'Export the feeds',
    description: 'OPML 2.0 with folders, as other readers take it.',
    tag,
    scope: 'read',
    answers: { 200: text('All feeds that have not ended.', ['text/x-opml']) },
    handle: async ({ deps }) => ({
      status: 200,
      type: 'text/x-opml; charset=utf-8',
      body: await exportOpml(deps.db, deps.env.SENDER_NAME || 'Chrysanthemum Digest'),
      headers: { 'content-disposition': 'attachment; filename="feeds.opml"' },
    }),
  }),
  operation({
    method: 'post',
    path: '/api/feeds/opml',
    summary: 'Import feeds',
    description:
      'OPML 1 or 2 with nested folders, as other readers export it. Nothing is asked while the call waits: each feed says by its `health` how it is. Repeated, it adds nothing.',
    tag,
    scope: 'write',
    body: textBody(opmlTypes, 5 * MiB),
    answers: { 200: json('What became of its lines.', OpmlReport) },
    handle: async ({ deps, body, keyId }) => {
      const { db, web } = feedDeps(deps);
      const report = await importOpml({ db, web }, body.text, keyId);
      return { status: 200, body: report };
    },
  }),
];

/** Throws what a caller can do about it. */
function requireFeed(subscribed: Subscribed): { id: string; isNew: boolean } {
  switch (subscribed.kind) {
    case 'made':
    case 'known':
      return { id: subscribed.id, isNew: subscribed.kind === 'made' };
    case 'full':
      throw new AppError('conflict', `There are ${mostFeeds} feeds: take some off first.`);
    case 'failed':
      throw refuse([explainFeedTrouble(subscribed.why)]);
    case 'page':
      throw refuse(
        subscribed.feeds.map(({ url, title }) =>
          title === ''
            ? `This page names the feed ${url}`
            : `This page names the feed ${url} (${title})`,
        ),
      );
  }
}

function refuse(messages: readonly string[]): AppError {
  const errors = messages.map((message) => ({ path: 'url', message }));
  const detail = messages.length > 1 ? 'This page names several feeds: choose one.' : messages[0];
  return new AppError('invalid', detail ?? '', { errors });
}
