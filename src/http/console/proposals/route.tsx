// Digests from articles: the form, the proposal as it comes about, its articles, and the digest in the end.

import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type EditorCaller, holdsScope } from '../../../access/caller.ts';
import { readLists, requireLists } from '../../../audience/lists/lists.ts';
import { AppError } from '../../../base/errors.ts';
import { type DigestId, isUuid, newId } from '../../../base/ids.ts';
import { enqueueProposal } from '../../../jobs/enqueue.ts';
import { discardProposal } from '../../../proposals/commands/discard.ts';
import { makeDigest } from '../../../proposals/commands/make-digest.ts';
import { mendSource } from '../../../proposals/commands/mend.ts';
import { redoSection } from '../../../proposals/commands/redo.ts';
import type { ProposalView } from '../../../proposals/commands/schema.ts';
import { startProposal } from '../../../proposals/commands/start.ts';
import { readArticleOf, readProposal } from '../../../proposals/commands/view.ts';
import { readChosen } from '../../../proposals/inbox/inbox.ts';
import { proposalDeps } from '../../../wiring.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { answerConsole, consoleLanguage, frameOf, wantsFragment } from '../shell/frame.ts';
import { ArticlePage, ArticleText } from './article-page.tsx';
import {
  mostSources,
  readProposalInput,
  readSourcesForm,
  type SourcesForm,
  type Wrong,
} from './form.ts';
import { type MendForm, nothingTyped, readMending } from './mend.ts';
import { NewProposalPage } from './new-page.tsx';
import { Making, ProposalPage } from './page.tsx';

/** As much as the API takes: some whole articles, as a form of several parts. */
const limitTexts = bodyLimit({
  maxSize: 8 * 1024 * 1024,
  onError: () => {
    throw new AppError('too_large', 'Articles may have at most 8 MB together.');
  },
});

const begin = '/console/digests/new/sources';
const place = '/console/proposals/:id';

export function mountProposals(app: Hono<AppEnv>): void {
  app.get(begin, beginNew);
  app.post(begin, limitTexts, takeNew);
  app.get(place, async (c) => showProposal(c, await requireEditor(c, 'read')));
  app.post(place, limitTexts, takePress);
  app.get(`${place}/articles/:article`, showArticle);
}

/** With the addresses of what was chosen in the inbox, oldest first. */
async function beginNew(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const chosen = (c.req.queries('item') ?? []).filter(isUuid).slice(0, mostSources);
  const urls = chosen.length === 0 ? [] : await readChosen(c.var.deps().db, chosen);
  const list = c.req.query('list') ?? '';
  const form = {
    addresses: urls.join('\n'),
    pasted: [blank],
    language: consoleLanguage(c),
    list,
    isPlain: false,
  };
  return showNew(c, editor, newId(), form, {});
}

const blank = { url: '', title: '', text: '' };

async function showNew(
  c: AppContext,
  editor: EditorCaller,
  id: string,
  form: SourcesForm,
  wrong: Wrong,
  added?: number,
): Promise<Response> {
  const { data: lists } = await readLists(c.var.deps().db, { limit: 100 });
  const hasModels = proposalDeps(c.var.deps()).models !== null;
  const props = { ...frameOf(c, editor), id, form, lists, hasModels, wrong, added };
  const status = Object.keys(wrong).length === 0 ? 200 : 422;
  return answerConsole(<NewProposalPage {...props} />, { status });
}

async function takeNew(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const deps = c.var.deps();
  const fields = await readFields(c);
  const given = lastOf(fields, 'id') ?? '';
  const id = isUuid(given) ? given : newId();
  const form = readSourcesForm(fields);
  if (lastOf(fields, 'do') === 'more') {
    const pasted = [...form.pasted, blank];
    return showNew(c, editor, id, { ...form, pasted }, {}, pasted.length - 1);
  }
  const language = consoleLanguage(c);
  const input = readProposalInput(form, consoleWordsFor(language).proposal, language);
  if (input.kind === 'wrong') return showNew(c, editor, id, form, input.wrong);
  const { list } = input.value;
  const [row] = list === undefined ? [] : await requireLists(deps.db, [list], 'list');
  const how = { listId: row?.id ?? null, createdBy: editor.id };
  await startProposal(deps.db, id, input.value, how);
  await enqueueProposal(deps, id);
  await noteAs(c, editor, 'post', '/api/proposals', `/api/proposals/${id}`);
  return c.redirect(`/console/proposals/${id}`, 303);
}

function idOf(c: AppContext): string {
  const id = (c.req.param('id') ?? '').toLowerCase();
  if (isUuid(id)) return id;
  throw new AppError('not_found', 'There is no proposal with this id.');
}

async function showProposal(
  c: AppContext,
  editor: EditorCaller,
  refusal?: string,
  mending: MendForm = nothingTyped,
): Promise<Response> {
  const proposal = await readProposal(c.var.deps().db, idOf(c));
  const mayWrite = holdsScope(editor, 'write');
  const props = { ...frameOf(c, editor), proposal, mayWrite, mending, refusal };
  const isRefused = refusal !== undefined || Object.keys(mending.wrong).length > 0;
  const page = wantsFragment(c) ? <Making {...props} /> : <ProposalPage {...props} />;
  return answerConsole(page, { status: isRefused ? 409 : 200 });
}

async function takePress(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const fields = await readFields(c);
  const [verb, number] = (lastOf(fields, 'do') ?? '').split(':');
  const n = /^\d{1,2}$/.test(number ?? '') ? Number(number) : 0;
  try {
    if (verb === 'digest') return await takeDigest(c, editor);
    if (verb === 'redo') return await redo(c, editor, fields, n);
    if (verb === 'discard') return await discard(c, editor);
    if (verb === 'again') return await again(c, editor, n);
    if (verb === 'mend') return await mend(c, editor, fields, n);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'not_found') throw error;
    return showProposal(c, editor, consoleWordsFor(consoleLanguage(c)).proposal.refused.moved);
  }
  throw new AppError('bad_request', 'There is no such press.');
}

async function takeDigest(c: AppContext, editor: EditorCaller): Promise<Response> {
  const { db, env } = c.var.deps();
  const id = idOf(c);
  const digest = await makeDigest(db, id, {
    newId: () => newId<DigestId>(),
    by: editor.id,
    zone: env.TIMEZONE,
  });
  await noteAs(c, editor, 'post', '/api/proposals/:id/digest', `/api/digests/${digest.id}`);
  return c.redirect(`/console/digests/${digest.id}`, 303);
}

async function discard(c: AppContext, editor: EditorCaller): Promise<Response> {
  const id = idOf(c);
  await discardProposal(c.var.deps().db, id);
  await noteAs(c, editor, 'delete', '/api/proposals/:id', `/api/proposals/${id}`);
  return c.redirect('/console', 303);
}

async function redo(
  c: AppContext,
  editor: EditorCaller,
  fields: Fields,
  n: number,
): Promise<Response> {
  const id = idOf(c);
  const deps = c.var.deps();
  const kept = (fields.get(`keep.${n}`) ?? []).filter((text) => /^\d$/.test(text)).map(Number);
  const keep = [...new Set(kept)].map((point) => ({ point }));
  let proposal: ProposalView;
  try {
    proposal = await redoSection(proposalDeps(deps), id, n, { keep });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    const { refused } = consoleWordsFor(consoleLanguage(c)).proposal;
    const { status } = await readProposal(deps.db, id);
    return showProposal(c, editor, status === 'ready' ? refused.noSentence : refused.busy);
  }
  await noteAs(c, editor, 'post', '/api/proposals/:id/sections/:n/redo', `/api/proposals/${id}`);
  const points = proposal.sections[n]?.points ?? [];
  if (keep.length > 0 && points.length <= keep.length) {
    // A press after which all stands as it stood would look like one that was lost.
    return showProposal(c, editor, consoleWordsFor(consoleLanguage(c)).proposal.refused.full);
  }
  return c.redirect(`/console/proposals/${id}#section-${n}`, 303);
}

async function mend(
  c: AppContext,
  editor: EditorCaller,
  fields: Fields,
  n: number,
): Promise<Response> {
  const deps = c.var.deps();
  const id = idOf(c);
  const proposal = await readProposal(deps.db, id);
  const read = readMending(fields, proposal, n, consoleLanguage(c));
  if (Object.keys(read.wrong).length > 0) return showProposal(c, editor, undefined, read);
  for (const { n: at, source } of read.mended) await mendSource(deps.db, id, at, { source });
  await enqueueProposal(deps, id);
  await noteAs(c, editor, 'post', '/api/proposals/:id/sources/:n/mend', `/api/proposals/${id}`);
  return c.redirect(`/console/proposals/${id}`, 303);
}

/** Used all the same, though the list was told it. */
async function again(c: AppContext, editor: EditorCaller, n: number): Promise<Response> {
  const deps = c.var.deps();
  const id = idOf(c);
  await mendSource(deps.db, id, n, { again: true });
  await enqueueProposal(deps, id);
  await noteAs(c, editor, 'post', '/api/proposals/:id/sources/:n/mend', `/api/proposals/${id}`);
  return c.redirect(`/console/proposals/${id}`, 303);
}

async function showArticle(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'read');
  const { db } = c.var.deps();
  const article = await readArticleOf(db, idOf(c), c.req.param('article') ?? '');
  const proposal = await readProposal(db, idOf(c));
  const frame = frameOf(c, editor);
  if (wantsFragment(c)) {
    return answerConsole(
      <ArticleText proposal={null} {...{ article }} language={frame.language} />,
    );
  }
  return answerConsole(<ArticlePage {...frame} {...{ proposal, article }} />);
}
