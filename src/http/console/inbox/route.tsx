// The inbox: shown, filled by hand, by a bookmarklet or a share, and made proposals of.

import type { Hono } from 'hono';
import * as z from 'zod';
import { type EditorCaller, holdsScope } from '../../../access/caller.ts';
import { AppError } from '../../../base/errors.ts';
import { isUuid, newId } from '../../../base/ids.ts';
import { findAddress } from '../../../digest/address.ts';
import { selectDoor, turnDoor } from '../../../proposals/inbox/door-queries.ts';
import {
  dismissItem,
  keepInInbox,
  readInbox,
  restoreItem,
} from '../../../proposals/inbox/inbox.ts';
import { doorAddress } from '../../../proposals/inbox/mail-door.ts';
import { InboxInput, inboxStates } from '../../../proposals/inbox/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs, noteBrowserAct } from '../note.ts';
import { mostSources } from '../proposals/form.ts';
import { answerConsole, consoleLanguage, frameOf } from '../shell/frame.ts';
import { address, pageOf, queryOf } from '../shell/query.ts';
import type { ShownDoor } from './door.tsx';
import { writeManifest } from './manifest.ts';
import { InboxPage } from './page.tsx';
import { SavePage } from './save-page.tsx';

const path = '/console/inbox';
const State = z.enum(inboxStates);
const Way = z.enum(['hand', 'bookmarklet', 'share']);

export function mountInbox(app: Hono<AppEnv>): void {
  app.get(path, async (c) => showInbox(c, await requireEditor(c, 'read'), {}));
  app.post(path, limitForm, takePress);
  app.get(`${path}/add`, (c) => showSave(c));
  app.post(`${path}/add`, limitForm, saveArticle);
  app.get('/console/manifest.webmanifest', (c) =>
    c.body(writeManifest(c.var.deps().env.SENDER_NAME), 200, {
      'content-type': 'application/manifest+json; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }),
  );
}

type Wrong = { address?: string | undefined; typed?: string; choice?: string };

async function showInbox(c: AppContext, editor: EditorCaller, wrong: Wrong): Promise<Response> {
  const { db } = c.var.deps();
  const state = queryOf(c, 'state', State) ?? 'waiting';
  const page = pageOf(c);
  const items = await readInbox(db, { ...page, state });
  const what = c.req.query('done');
  const item = c.req.query('item') ?? '';
  const done = what === undefined ? null : { what, item: isUuid(item) ? item : null };
  const isWriter = holdsScope(editor, 'write');
  const door = isWriter && state === 'waiting' ? await showDoor(c, editor) : null;
  const shown = { items, state, done, wrong, isWriter, door, isFirst: page.cursor === undefined };
  const status = Object.keys(wrong).length > 0 ? 422 : 200;
  return answerConsole(<InboxPage {...frameOf(c, editor)} {...shown} />, { status });
}

async function showDoor(c: AppContext, editor: EditorCaller): Promise<ShownDoor | null> {
  const { db, env, tokens } = c.var.deps();
  if (env.INBOUND_ADDRESS === '') return null;
  const own = editor.address;
  const row = await selectDoor(db, editor.id);
  if (row === null) return { own, address: null };
  const { turn, ...came } = row;
  const address = doorAddress(tokens, env.INBOUND_ADDRESS, { editor: editor.id, turn });
  return { own, address, ...came };
}

async function takePress(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const { db } = c.var.deps();
  const fields = await readFields(c);
  const [verb, id = ''] = (lastOf(fields, 'do') ?? '').split(':');
  if (verb === 'add') return addByHand(c, editor, fields);
  if (verb === 'door') return makeDoor(c, editor);
  if (verb === 'propose') return propose(c, editor, fields);
  if (verb === 'dismiss' && isUuid(id)) {
    await dismissItem(db, id);
    await noteAs(c, editor, 'delete', '/api/inbox/:id', `/api/inbox/${id}`);
    return c.redirect(address(path, { done: 'dismissed', item: id }), 303);
  }
  if (verb === 'restore' && isUuid(id)) {
    await restoreItem(db, id);
    await noteAs(c, editor, 'post', '/api/inbox/:id/restore', `/api/inbox/${id}`);
    return c.redirect(address(path, { done: 'restored' }), 303);
  }
  throw new AppError('bad_request', 'There is no such press.');
}

/** Not while no mail comes: the address would be shown nowhere. */
async function makeDoor(c: AppContext, editor: EditorCaller): Promise<Response> {
  const { db, env } = c.var.deps();
  if (env.INBOUND_ADDRESS === '') throw new AppError('bad_request', 'No mail is received here.');
  const turn = await turnDoor(db, editor.id);
  await noteBrowserAct(c, editor, 'turnInboxDoor', `/api/editors/${editor.id}`);
  return c.redirect(address(path, { done: turn === 1 ? 'door' : 'turned' }), 303);
}

async function addByHand(c: AppContext, editor: EditorCaller, fields: Fields): Promise<Response> {
  const kept = await keep(c, editor, { url: lastOf(fields, 'url') ?? '', title: '' }, 'hand');
  if (kept !== null) return c.redirect(address(path, { done: kept }), 303);
  const wrong = consoleWordsFor(consoleLanguage(c)).inbox.addressWrong;
  return showInbox(c, editor, { address: wrong, typed: lastOf(fields, 'url') ?? '' });
}

/** What became of it, or null if this is no address. */
async function keep(
  c: AppContext,
  editor: EditorCaller,
  given: { url: string; title: string },
  came: z.infer<typeof Way>,
): Promise<'added' | 'known' | null> {
  const input = InboxInput.safeParse({ ...given, title: given.title.slice(0, 500) });
  if (!input.success || !('url' in input.data)) return null;
  const about = { id: newId<string>(), by: editor.id };
  const { item, isNew } = await keepInInbox(c.var.deps().db, { ...input.data, came }, about);
  await noteAs(c, editor, 'post', '/api/inbox', `/api/inbox/${item.id}`);
  return isNew ? 'added' : 'known';
}

/** On to the page that makes proposals, which is told what was chosen, not its addresses: those may be long. */
async function propose(c: AppContext, editor: EditorCaller, fields: Fields): Promise<Response> {
  const words = consoleWordsFor(consoleLanguage(c)).inbox;
  const chosen = (fields.get('item') ?? []).filter(isUuid);
  if (chosen.length === 0) return showInbox(c, editor, { choice: words.nonePicked });
  if (chosen.length > mostSources) return showInbox(c, editor, { choice: words.tooMany });
  const query = new URLSearchParams(chosen.map((id) => ['item', id]));
  return c.redirect(`/console/digests/new/sources?${query}`, 303);
}

/** A share says the address where it likes: phones put it into the text. */
async function showSave(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const said = (name: string) => (c.req.query(name) ?? '').slice(0, 4000).trim();
  const found = [said('url'), said('text'), said('title')].map((text) => findAddress(text)?.url);
  const url = found.find((one) => one !== undefined) ?? '';
  const came = queryOf(c, 'came', Way) ?? 'share';
  const title = said('title').slice(0, 500);
  const shown = { url, title: title === url ? '' : title, came };
  return answerConsole(<SavePage {...frameOf(c, editor)} {...shown} />);
}

async function saveArticle(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const fields = await readFields(c);
  const given = { url: lastOf(fields, 'url') ?? '', title: lastOf(fields, 'title') ?? '' };
  const came = Way.safeParse(lastOf(fields, 'came')).data ?? 'hand';
  const kept = await keep(c, editor, given, came);
  if (kept !== null) return c.redirect(address(path, { done: kept }), 303);
  const error = consoleWordsFor(consoleLanguage(c)).inbox.addressWrong;
  return answerConsole(<SavePage {...frameOf(c, editor)} {...{ ...given, came, error }} />, {
    status: 422,
  });
}
