// Feeds: shown, subscribed, changed, starred, and brought along from other readers.

import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type EditorCaller, holdsScope } from '../../../access/caller.ts';
import { AppError } from '../../../base/errors.ts';
import { isUuid, newId } from '../../../base/ids.ts';
import { enqueueFeeds } from '../../../jobs/enqueue.ts';
import {
  askNow,
  changeFeed,
  listFeeds,
  listItems,
  readFeedView,
  removeFeed,
  starItem,
} from '../../../proposals/feeds/feeds.ts';
import { FeedInput, FeedPatch, type OpmlReport } from '../../../proposals/feeds/schema.ts';
import { mostFeeds, subscribe } from '../../../proposals/feeds/subscribe.ts';
import { exportOpml, importOpml } from '../../../proposals/feeds/transfer.ts';
import { explainFeedTrouble } from '../../../proposals/syndication/trouble.ts';
import { feedDeps } from '../../../wiring.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { answerConsole, consoleLanguage, frameOf } from '../shell/frame.ts';
import { pageOf } from '../shell/query.ts';
import { tell } from '../tell.ts';
import { FeedPage } from './feed-page.tsx';
import { type AddForm, FeedsPage } from './page.tsx';

const path = '/console/feeds';
const blank: AddForm = { url: '', folder: '', offers: [] };
/** Of all feeds together. */
const newestShown = 20;

const limitFile = bodyLimit({
  maxSize: 5 * 1024 * 1024,
  onError: () => {
    throw new AppError('too_large', 'A list of feeds may have at most 5 MB.');
  },
});

export function mountFeeds(app: Hono<AppEnv>): void {
  app.get(path, async (c) => showFeeds(c, await requireEditor(c, 'read'), blank, null));
  app.post(path, limitForm, takePress);
  app.post(`${path}/opml`, limitFile, takeOpml);
  app.get(`${path}/feeds.opml`, giveOpml);
  app.get(`${path}/:id`, showFeed);
  app.post(`${path}/:id`, limitForm, changeByForm);
}

async function showFeeds(
  c: AppContext,
  editor: EditorCaller,
  form: AddForm,
  report: OpmlReport | string | null,
): Promise<Response> {
  const { db } = c.var.deps();
  const [feeds, items] = await Promise.all([
    listFeeds(db),
    listItems(db, null, { limit: newestShown }),
  ]);
  const isWriter = holdsScope(editor, 'write');
  const done = c.req.query('done') ?? null;
  const shown = { feeds, items: items.data, form, isWriter, done, report };
  const isWrong = form.error !== undefined || typeof report === 'string';
  const status = isWrong || form.offers.length > 0 ? 422 : 200;
  return answerConsole(<FeedsPage {...frameOf(c, editor)} {...shown} />, { status });
}

async function takePress(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const fields = await readFields(c);
  const [verb, id = ''] = (lastOf(fields, 'do') ?? '').split(':');
  if (verb === 'add') return addFeed(c, editor, fields);
  if (verb === 'star' && isUuid(id)) return star(c, editor, id, path);
  throw new AppError('bad_request', 'There is no such press.');
}

async function addFeed(c: AppContext, editor: EditorCaller, fields: Fields): Promise<Response> {
  const language = consoleLanguage(c);
  const words = consoleWordsFor(language);
  const form = {
    url: lastOf(fields, 'url') ?? '',
    folder: lastOf(fields, 'folder') ?? '',
    offers: [],
  };
  const input = FeedInput.safeParse({ url: form.url, folder: form.folder || null });
  if (!input.success) {
    return showFeeds(c, editor, { ...form, error: words.inbox.addressWrong }, null);
  }
  const { url, folder = null } = input.data;
  const wanted = { id: newId<string>(), url, name: null, folder, by: editor.id };
  const subscribed = await subscribe(feedDeps(c.var.deps()), wanted);
  switch (subscribed.kind) {
    case 'made':
      await noteAs(c, editor, 'post', '/api/feeds', `/api/feeds/${subscribed.id}`);
      return c.redirect(`${path}/${subscribed.id}?done=made`, 303);
    case 'known':
      return c.redirect(`${path}/${subscribed.id}?done=known`, 303);
    case 'page':
      return showFeeds(c, editor, { ...form, offers: subscribed.feeds }, null);
    case 'full':
      return showFeeds(c, editor, { ...form, error: words.feeds.full(mostFeeds) }, null);
    case 'failed': {
      const error = tell(explainFeedTrouble(subscribed.why), language);
      return showFeeds(c, editor, { ...form, error }, null);
    }
  }
}

async function star(
  c: AppContext,
  editor: EditorCaller,
  itemId: string,
  back: string,
): Promise<Response> {
  const about = { id: newId<string>(), by: editor.id };
  const { item } = await starItem(c.var.deps().db, itemId, about);
  await noteAs(c, editor, 'post', '/api/inbox', `/api/inbox/${item.id}`);
  return c.redirect(`${back}?done=starred`, 303);
}

async function takeOpml(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const deps = c.var.deps();
  const form = await c.req.formData().catch(() => null);
  const file = form?.get('file');
  if (!(file instanceof File)) throw new AppError('bad_request', 'The form holds no file.');
  const { db, web } = feedDeps(deps);
  try {
    const report = await importOpml({ db, web }, await file.text(), editor.id);
    await noteAs(c, editor, 'post', '/api/feeds/opml', '/api/feeds');
    return showFeeds(c, editor, blank, report);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    return showFeeds(c, editor, blank, error.message);
  }
}

async function giveOpml(c: AppContext): Promise<Response> {
  await requireEditor(c, 'read');
  const { db, env } = c.var.deps();
  return c.body(await exportOpml(db, env.SENDER_NAME || 'Chrysanthemum Digest'), 200, {
    'content-type': 'text/x-opml; charset=utf-8',
    'content-disposition': 'attachment; filename="feeds.opml"',
    'cache-control': 'private, no-store',
  });
}

function idOf(c: AppContext): string {
  const id = c.req.param('id') ?? '';
  if (isUuid(id)) return id;
  throw new AppError('not_found', 'There is no feed with this id.');
}

async function showFeed(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'read');
  const { db } = c.var.deps();
  const page = pageOf(c);
  const feed = await readFeedView(db, idOf(c));
  const items = await listItems(db, feed.id, page);
  const isWriter = holdsScope(editor, 'write');
  const done = c.req.query('done') ?? null;
  const shown = { feed, items, isWriter, done, isFirst: page.cursor === undefined };
  return answerConsole(<FeedPage {...frameOf(c, editor)} {...shown} />);
}

const presses = {
  pause: { state: 'paused' },
  resume: { state: 'active' },
} as const satisfies Record<string, FeedPatch>;

async function changeByForm(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const deps = c.var.deps();
  const id = idOf(c);
  const fields = await readFields(c);
  const [verb = '', item = ''] = (lastOf(fields, 'do') ?? '').split(':');
  if (verb === 'star' && isUuid(item)) return star(c, editor, item, `${path}/${id}`);
  if (verb === 'read') {
    await askNow(deps.db, id);
    await enqueueFeeds(deps, [id]);
    return c.redirect(`${path}/${id}?done=asked`, 303);
  }
  if (verb === 'remove') {
    await removeFeed(deps.db, id);
    await noteAs(c, editor, 'delete', '/api/feeds/:id', `/api/feeds/${id}`);
    return c.redirect(`${path}?done=removed`, 303);
  }
  const patch = verb === 'pause' || verb === 'resume' ? presses[verb] : readNames(verb, fields);
  await changeFeed(deps.db, id, patch);
  if (verb === 'resume') await enqueueFeeds(deps, [id]);
  await noteAs(c, editor, 'patch', '/api/feeds/:id', `/api/feeds/${id}`);
  return c.redirect(`${path}/${id}?done=saved`, 303);
}

function readNames(verb: string, fields: Fields): FeedPatch {
  const said = { name: lastOf(fields, 'name'), folder: lastOf(fields, 'folder') };
  const patch = FeedPatch.safeParse(said);
  if (verb === 'save' && patch.success) return patch.data;
  throw new AppError('bad_request', 'There is no such press.');
}
