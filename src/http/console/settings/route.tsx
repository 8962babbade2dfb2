// The settings: one's own sessions for everybody; editors, keys and the audit log for owners.

import type { Hono } from 'hono';
import { Role } from '../../../access/caller.ts';
import {
  changeEditor,
  EditorChange,
  EditorInput,
  inviteEditor,
  listEditors,
  readEditor,
  removeEditor,
} from '../../../access/editors/editors.ts';
import { createKey, KeyInput, listKeys, revokeKey } from '../../../access/keys/api-key.ts';
import { listPasskeys, removePasskey } from '../../../access/sessions/passkeys.ts';
import { listSessions, revokeSession } from '../../../access/sessions/session.ts';
import { AppError } from '../../../base/errors.ts';
import { isUuid } from '../../../base/ids.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs, noteBrowserAct } from '../note.ts';
import { answerConsole } from '../shell/frame.ts';
import { pageOf } from '../shell/query.ts';
import { showAudit } from './audit-route.tsx';
import { EditorPage, EditorsPage } from './editors.tsx';
import { settingsFrame } from './frame.tsx';
import { KeysPage } from './keys.tsx';
import { SessionsPage } from './sessions.tsx';

const base = '/console/settings';

export function mountSettings(app: Hono<AppEnv>): void {
  app.get(base, (c) => c.redirect(`${base}/sessions`, 303));
  app.get(`${base}/sessions`, async (c) => {
    const me = await requireEditor(c);
    const { db } = c.var.deps();
    const sessions = await listSessions(db, me.id);
    const props = { me, sessions, passkeys: await listPasskeys(db, me.id) };
    return answerConsole(<SessionsPage {...settingsFrame(c, me)} {...props} />);
  });
  app.post(`${base}/sessions/:id`, limitForm, endSession);
  app.post(`${base}/passkeys/remove`, limitForm, forgetPasskey);
  app.post(`${base}/name`, limitForm, rename);
  app.get(`${base}/editors`, (c) => showEditors(c));
  app.post(`${base}/editors`, limitForm, invite);
  app.get(`${base}/editors/:id`, (c) => showEditor(c));
  app.post(`${base}/editors/:id`, limitForm, change);
  app.post(`${base}/editors/:id/remove`, limitForm, remove);
  app.get(`${base}/keys`, (c) => showKeys(c));
  app.post(`${base}/keys`, limitForm, makeKey);
  app.post(`${base}/keys/:id`, limitForm, endKey);
  app.get(`${base}/audit`, showAudit);
}

async function endSession(c: AppContext): Promise<Response> {
  const me = await requireEditor(c);
  await revokeSession(c.var.deps().db, me.id, idOf(c));
  await noteBrowserAct(c, me, 'endSession', `/api/editors/${me.id}`);
  return c.redirect(`${base}/sessions`, 303);
}

async function forgetPasskey(c: AppContext): Promise<Response> {
  const me = await requireEditor(c);
  await removePasskey(c.var.deps().db, me.id, lastOf(await readFields(c), 'id') ?? '');
  await noteBrowserAct(c, me, 'removePasskey', `/api/editors/${me.id}`);
  return c.redirect(`${base}/sessions`, 303);
}

/** Everybody may say what they are called. */
async function rename(c: AppContext): Promise<Response> {
  const me = await requireEditor(c);
  const name = parse(EditorChange, { name: lastOf(await readFields(c), 'name') ?? '' });
  await changeEditor(c.var.deps().db, me.id, name);
  await noteAs(c, me, 'patch', '/api/editors/:id', `/api/editors/${me.id}`);
  return c.redirect(`${base}/sessions`, 303);
}

async function showEditors(
  c: AppContext,
  failed?: { problem: string; typed: { address: string; name: string; role: string } },
): Promise<Response> {
  const me = await requireEditor(c, 'admin');
  const page = pageOf(c);
  const editors = await listEditors(c.var.deps().db, page);
  const props = { editors, isFirstPage: !('cursor' in page) };
  const view = (
    <EditorsPage
      {...settingsFrame(c, me, failed?.problem)}
      {...props}
      invited={editors.data.find(({ id }) => id === c.req.query('invited'))?.address}
      {...(failed ? { typed: failed.typed } : {})}
    />
  );
  return answerConsole(view, { status: failed ? 422 : 200 });
}

async function invite(c: AppContext): Promise<Response> {
  const me = await requireEditor(c, 'admin');
  const fields = await readFields(c);
  const typed = {
    address: lastOf(fields, 'address') ?? '',
    name: lastOf(fields, 'name') ?? '',
    role: lastOf(fields, 'role') ?? '',
  };
  const frame = settingsFrame(c, me);
  const words = consoleWordsFor(frame.language).settings.editors;
  const input = EditorInput.safeParse(typed);
  if (!input.success) return showEditors(c, { problem: words.wrong, typed });
  try {
    const by = { id: me.id, language: frame.language };
    const { id } = await inviteEditor(emailDeps(c.var.deps()), input.data, by);
    await noteAs(c, me, 'post', '/api/editors', `/api/editors/${id}`);
    return c.redirect(`${base}/editors?invited=${id}`, 303);
  } catch (error) {
    const problem = problemOf(error, { invalid: words.wrong, conflict: words.taken });
    return showEditors(c, { problem, typed });
  }
}

async function showEditor(c: AppContext, problem?: string): Promise<Response> {
  const me = await requireEditor(c, 'admin');
  const editor = await readEditor(c.var.deps().db, idOf(c));
  const page = <EditorPage {...settingsFrame(c, me, problem)} shown={editor} />;
  return answerConsole(page, { status: problem === undefined ? 200 : 409 });
}

async function change(c: AppContext): Promise<Response> {
  const me = await requireEditor(c, 'admin');
  const fields = await readFields(c);
  const role = Role.safeParse(lastOf(fields, 'role'));
  const wanted = parse(EditorChange, {
    name: lastOf(fields, 'name') ?? '',
    ...(role.success ? { role: role.data } : {}),
  });
  return unlessLastOwner(c, async () => {
    await changeEditor(c.var.deps().db, idOf(c), wanted);
    await noteAs(c, me, 'patch', '/api/editors/:id', `/api/editors/${idOf(c)}`);
  });
}

async function remove(c: AppContext): Promise<Response> {
  const me = await requireEditor(c, 'admin');
  return unlessLastOwner(c, async () => {
    await removeEditor(c.var.deps().db, idOf(c));
    await noteAs(c, me, 'delete', '/api/editors/:id', `/api/editors/${idOf(c)}`);
  });
}

async function unlessLastOwner(c: AppContext, act: () => Promise<void>): Promise<Response> {
  const { language } = settingsFrame(c, await requireEditor(c, 'admin'));
  try {
    await act();
  } catch (error) {
    const words = consoleWordsFor(language).settings.editors;
    return showEditor(c, problemOf(error, { conflict: words.lastOwner }));
  }
  return c.redirect(`${base}/editors`, 303);
}

/** A key that was made is in this very answer: it is kept nowhere from which a redirect could read it. */
async function showKeys(
  c: AppContext,
  more: { made?: string; problem?: string; typedName?: string } = {},
): Promise<Response> {
  const { problem, ...shown } = more;
  const me = await requireEditor(c, 'admin');
  const page = pageOf(c);
  const keys = await listKeys(c.var.deps().db, page);
  const frame = settingsFrame(c, me, problem);
  const view = <KeysPage {...frame} keys={keys} isFirstPage={!('cursor' in page)} {...shown} />;
  return answerConsole(view, { status: problem === undefined ? 200 : 422 });
}

async function makeKey(c: AppContext): Promise<Response> {
  const me = await requireEditor(c, 'admin');
  const fields = await readFields(c);
  const typedName = lastOf(fields, 'name') ?? '';
  const input = KeyInput.safeParse({ name: typedName, scopes: fields.get('scopes') ?? [] });
  if (!input.success) {
    const { language } = settingsFrame(c, me);
    return showKeys(c, { problem: consoleWordsFor(language).settings.keys.wrong, typedName });
  }
  const deps = c.var.deps();
  const { id, key } = await createKey(deps.db, input.data, deps.clock());
  await noteAs(c, me, 'post', '/api/keys', `/api/keys/${id}`);
  return showKeys(c, { made: key });
}

async function endKey(c: AppContext): Promise<Response> {
  const me = await requireEditor(c, 'admin');
  await revokeKey(c.var.deps().db, idOf(c));
  await noteAs(c, me, 'delete', '/api/keys/:id', `/api/keys/${idOf(c)}`);
  return c.redirect(`${base}/keys`, 303);
}

function idOf(c: AppContext): string {
  const id = c.req.param('id') ?? '';
  if (!isUuid(id)) throw new AppError('not_found', 'There is nothing with this id.');
  return id;
}

/** The editor's words for what the verb refuses; whatever else went wrong goes on. */
function problemOf(error: unknown, words: Readonly<Record<string, string>>): string {
  const said = error instanceof AppError ? words[error.code] : undefined;
  if (said === undefined) throw error;
  return said;
}

function parse<Output>(
  schema: { safeParse(value: unknown): { success: true; data: Output } | { success: false } },
  value: unknown,
): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', 'A name has at most 100 characters.');
}
