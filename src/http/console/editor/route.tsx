// The editor's addresses: the page, its form without a script, the mail in its frame.

import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { EditorCaller } from '../../../access/caller.ts';
import { holdsScope } from '../../../access/caller.ts';
import { listEditors } from '../../../access/editors/editors.ts';
import { AppError } from '../../../base/errors.ts';
import { readDigest } from '../../../digest/store.ts';
import { editFields } from '../../../editing/working-copy/edit.ts';
import { fromEntries } from '../../../editing/working-copy/entries.ts';
import { keepRevision } from '../../../editing/working-copy/keep.ts';
import { markdownToFields } from '../../../editing/working-copy/markdown.ts';
import { readCopy, type SaveInput, saveCopy } from '../../../editing/working-copy/save.ts';
import type { WorkingCopyView } from '../../../editing/working-copy/view.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { fill } from '../../../words/fill.ts';
import { LookQuery, lookAtFields } from '../../api/copy-look.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { uuidParam } from '../../endpoint/params.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { copyMailPolicy } from '../../policy.ts';
import { noteAs } from '../note.ts';
import { answerConsole, frameOf } from '../shell/frame.ts';
import { testRights } from '../test-mail/route.tsx';
import { formatRecent } from '../ui/recent.ts';
import { actOnEvidence } from './evidence/acts.ts';
import { HistoryPage, historyOf, restoreRevision } from './history.tsx';
import { EditorPage, type EditorPageProps } from './page.tsx';
import { RestorePage } from './restore.tsx';

/** A digest of the largest kind, with every character encoded. */
const limitCopy = bodyLimit({
  maxSize: 4 * 1024 * 1024,
  onError: () => {
    throw new AppError('too_large', 'A digest may have at most 4 MB in a form.');
  },
});

/** The operation that makes a revision of what was typed. */
const revisionsPath = '/api/digests/:id/revisions';

export function mountEditor(app: Hono<AppEnv>): void {
  app.get('/console/digests/:id', async (c) => {
    const editor = await requireEditor(c);
    return answerEditor(c, editor, await readCopy(c.var.deps().db, idOf(c)));
  });
  app.post('/console/digests/:id', limitCopy, takeForm);
  app.get('/console/digests/:id/mail', showMail);
  app.get('/console/digests/:id/history', showHistory);
  app.post('/console/digests/:id/history', limitCopy, async (c) => {
    const editor = await requireEditor(c, 'write');
    const revision = Number((await readForm(c)).get('revision'));
    if (!Number.isSafeInteger(revision) || revision < 1) throw noDigest();
    await restoreRevision(c, editor, idOf(c), revision);
    await noteAs(c, editor, 'post', revisionsPath, `/api/digests/${idOf(c)}`);
    return c.redirect(`/console/digests/${idOf(c)}`, 303);
  });
  app.get('/console/restore', async (c) =>
    answerConsole(<RestorePage {...frameOf(c, await requireEditor(c))} />),
  );
}

function idOf(c: AppContext): string {
  const id = c.req.param('id') ?? '';
  if (uuidParam.test(id)) return id;
  throw noDigest();
}

function noDigest(): AppError {
  return new AppError('not_found', 'There is no digest with this id.');
}

async function showHistory(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c);
  const { TIMEZONE } = c.var.deps().env;
  const history = await historyOf(c, editor, idOf(c));
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: TIMEZONE } as const;
  const timeOfMoment = (moment: string) =>
    new Date(moment).toLocaleString(history.language, format);
  const { data } = await listEditors(c.var.deps().db, { limit: 100 });
  const names = new Map(data.map(({ id, name, address }) => [String(id), name || address]));
  const nameOf = (id: string | null) => names.get(id ?? '') ?? null;
  return answerConsole(
    <HistoryPage
      {...history}
      timeOf={timeOfMoment}
      nameOf={nameOf}
      mayWrite={holdsScope(editor, 'write')}
    />,
  );
}

/** Without a script every press saves the form, then does what the button says. */
async function takeForm(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const { db, env } = c.var.deps();
  const id = idOf(c);
  const form = await readForm(c);
  const wish = form.get('do') ?? 'save';
  const version = Number(form.get('version'));
  let copy = await readCopy(db, id);
  const typed = inputOf(form, copy, wish);
  const input =
    typed.face === 'fields'
      ? { ...typed, fields: await actOnEvidence(c.var.deps(), id, typed.fields, wish) }
      : typed;
  try {
    copy = await saveCopy(db, id, input, (present) => present === version, editor.id);
    if (wish === 'review' || wish === 'test') {
      await keepRevision(db, id, editor.id, env.TIMEZONE);
      await noteAs(c, editor, 'post', revisionsPath, `/api/digests/${id}`);
      // Each is a page of its own: what is asked there is of the revision that was just made.
      return c.redirect(`/console/digests/${id}/${wish}`, 303);
    }
  } catch (error) {
    if (!(error instanceof AppError) || !['precondition_failed', 'invalid'].includes(error.code))
      throw error;
    // What was typed comes back in the form: nothing of it is stored, and nothing of it lost.
    const typed = input.face === 'fields' ? input.fields : markdownToFields(input.markdown).fields;
    const markdown = input.face === 'markdown' ? input.markdown : copy.markdown;
    const mine =
      error.code === 'invalid'
        ? copy
        : { ...copy, face: input.face, fields: typed, markdown, version };
    return answerEditor(c, editor, mine, error);
  }
  return c.redirect(`/console/digests/${id}${anchorOf(wish)}`, 303);
}

/** Where the page opens again: at what was added or moved. */
function anchorOf(wish: string): string {
  const path = /^(?:add|up|down|quote|redo):([\w.]+)$/.exec(wish)?.[1];
  return path === undefined ? '' : `#${path}`;
}

function inputOf(form: Map<string, string>, copy: WorkingCopyView, wish: string): SaveInput {
  const basedOn = Number(form.get('basedOn')) || null;
  const face = /^face:(fields|markdown)$/.exec(wish)?.[1];
  if (form.get('face') === 'markdown') {
    const markdown = (form.get('markdown') ?? '').replaceAll('\r\n', '\n');
    if (face !== 'fields') return { face: 'markdown', markdown, basedOn };
    const isSame = markdown === copy.markdown;
    const { fields, unplaced } = isSame ? copy : markdownToFields(markdown);
    return { face: 'fields', fields, unplaced, basedOn };
  }
  const typed = editFields(fromEntries(form), wish);
  const unplaced = wish === 'placed' ? { unplaced: [] } : {};
  return { face: 'fields', fields: typed, basedOn, ...unplaced };
}

async function readForm(c: AppContext): Promise<Map<string, string>> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(type)) {
    throw new AppError('unsupported_media_type', 'Send a form.');
  }
  const form = await c.req.formData();
  const texts = [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return new Map(texts.map(([name, value]) => [name, value.toWellFormed().replaceAll('\0', '')]));
}

/** The mail as it was last saved, under a policy of its own; the script keeps it in step from there. */
async function showMail(c: AppContext): Promise<Response> {
  await requireEditor(c);
  const copy = await readCopy(c.var.deps().db, idOf(c));
  const query = LookQuery.parse({});
  const { html } = await lookAtFields(c.var.deps(), copy.id, copy.fields, query);
  return c.html(html, 200, {
    'content-security-policy': copyMailPolicy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
}

async function answerEditor(
  c: AppContext,
  editor: EditorCaller,
  copy: WorkingCopyView,
  error: AppError | null = null,
): Promise<Response> {
  const deps = c.var.deps();
  const frame = frameOf(c, editor);
  const words = consoleWordsFor(frame.language).editor;
  const digest = copy.revision === null ? null : await readDigest(deps.db, copy.id);
  const props: EditorPageProps = {
    ...frame,
    copy,
    status: digest?.status ?? null,
    look: await lookAtFields(deps, copy.id, copy.fields, LookQuery.parse({})),
    savedAt:
      copy.savedAt &&
      formatRecent(new Date(copy.savedAt), deps.clock(), frame.language, deps.env.TIMEZONE),
    mayWrite: holdsScope(editor, 'write'),
    test: await testRights(deps, editor),
    problem: error && explain(error, words),
  };
  const status = error === null ? 200 : error.code === 'invalid' ? 422 : 412;
  return answerConsole(<EditorPage {...props} />, { status });
}

function explain(error: AppError, words: EditorPageWords): string {
  if (error.code === 'precondition_failed') {
    return `${fill(words.notSaved, { why: words.why.conflict })} ${words.conflict.lead}`;
  }
  return words.notWhole;
}

type EditorPageWords = ReturnType<typeof consoleWordsFor>['editor'];
