// Lists: shown, made, changed by the form that was sent, and removed.

import type { Hono } from 'hono';
import { holdsScope } from '../../../access/caller.ts';
import {
  changeList,
  createList,
  deleteList,
  readList,
  readLists,
} from '../../../audience/lists/lists.ts';
import { readStandings } from '../../../audience/lists/standing-queries.ts';
import { AppError } from '../../../base/errors.ts';
import { enqueueRemoval } from '../../../jobs/enqueue.ts';
import { vettedSender } from '../../../wiring.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { mailPolicy } from '../../policy.ts';
import { type Fields, lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { answerConsole, consoleLanguage, frameOf } from '../shell/frame.ts';
import { pageOf } from '../shell/query.ts';
import { fieldsOf } from './basics.tsx';
import { explain, type ListForm, readNewList, readPatch, type Wrong } from './fields.ts';
import { ListPage, RemovePage } from './list-page.tsx';
import { ListsPage, NewListPage } from './page.tsx';
import { previewBrand } from './preview.ts';

const path = '/console/lists';
const forms: readonly ListForm[] = ['basics', 'sender', 'brand'];
const newFields: Fields = new Map([['doubleOptIn', ['on']]]);

export function mountLists(app: Hono<AppEnv>): void {
  app.get(path, async (c) => {
    const editor = await requireEditor(c, 'read');
    const { db, clock } = c.var.deps();
    const page = pageOf(c);
    const lists = await readLists(db, page);
    const slugs = lists.data.map(({ slug }) => slug);
    const standings = await readStandings(db, slugs);
    const shown = { lists, standings, isFirst: page.cursor === undefined, now: clock() };
    const isWriter = holdsScope(editor, 'write');
    return answerConsole(<ListsPage {...frameOf(c, editor)} {...shown} isWriter={isWriter} />);
  });
  app.get(`${path}/new`, (c) => showNew(c, newFields, {}));
  app.post(`${path}/new`, limitForm, makeList);
  app.get(`${path}/:slug`, async (c) => {
    await requireEditor(c, 'read');
    const list = await readList(c.var.deps().db, slugOf(c));
    return showList(c, fieldsOf(list), {});
  });
  app.post(`${path}/:slug`, limitForm, changeByForm);
  app.get(`${path}/:slug/preview`, showPreview);
  app.get(`${path}/:slug/delete`, (c) => askToRemove(c, null));
  app.post(`${path}/:slug/delete`, limitForm, removeList);
}

function slugOf(c: AppContext): string {
  return c.req.param('slug') ?? '';
}

async function makeList(c: AppContext): Promise<Response> {
  const by = await requireEditor(c, 'write');
  const fields = await readFields(c);
  const words = consoleWordsFor(consoleLanguage(c)).lists;
  const input = readNewList(fields);
  if (!input.success) return showNew(c, fields, explain(input.error, fields, words));
  try {
    const { slug } = await createList(c.var.deps().db, input.data);
    await noteAs(c, by, 'post', '/api/lists', `/api/lists/${slug}`);
    return c.redirect(`${path}/${slug}?done=made`, 303);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return showNew(c, fields, { slug: words.taken });
  }
}

async function showNew(c: AppContext, fields: Fields, wrong: Wrong): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const page = <NewListPage {...frameOf(c, editor)} fields={fields} wrong={wrong} />;
  return answerConsole(page, { status: Object.keys(wrong).length > 0 ? 422 : 200 });
}

/** Of three forms the one that was sent; what the others show stays as it is stored. */
async function changeByForm(c: AppContext): Promise<Response> {
  const by = await requireEditor(c, 'write');
  const { db } = c.var.deps();
  const sent = await readFields(c);
  const form = forms.find((one) => one === lastOf(sent, 'do'));
  if (form === undefined) throw new AppError('bad_request', 'The form does not say what it is of.');
  const patch = readPatch(form, sent);
  if (patch.success) {
    const { slug } = await changeList(db, slugOf(c), patch.data);
    await noteAs(c, by, 'patch', '/api/lists/:slug', `/api/lists/${slug}`);
    return c.redirect(`${path}/${slugOf(c)}?done=${form}#${form}`, 303);
  }
  const words = consoleWordsFor(consoleLanguage(c)).lists;
  const stored = fieldsOf(await readList(db, slugOf(c)));
  return showList(c, new Map([...stored, ...sent]), explain(patch.error, sent, words));
}

async function showList(c: AppContext, fields: Fields, wrong: Wrong): Promise<Response> {
  const editor = await requireEditor(c, 'read');
  const deps = c.var.deps();
  const list = await readList(deps.db, slugOf(c));
  const [standing] = await readStandings(deps.db, [list.slug]);
  const words = consoleWordsFor(consoleLanguage(c)).lists;
  const page = (
    <ListPage
      {...frameOf(c, editor)}
      {...{ list, standing, fields, wrong }}
      done={words.done[c.req.query('done') ?? ''] ?? null}
      domain={list.from === null ? null : ((await vettedSender(deps).lookAt?.(list.from)) ?? null)}
      house={{ from: deps.env.FROM, replyTo: deps.env.REPLY_TO }}
      isWriter={holdsScope(editor, 'write')}
    />
  );
  return answerConsole(page, { status: Object.keys(wrong).length > 0 ? 422 : 200 });
}

/** At an address of its own, so that it has a policy of its own: a mail's styles are inline. */
async function showPreview(c: AppContext): Promise<Response> {
  await requireEditor(c, 'read');
  const deps = c.var.deps();
  const list = await readList(deps.db, slugOf(c));
  const fields: Fields = new Map(Object.entries(c.req.queries()));
  const language = consoleLanguage(c);
  const html = await previewBrand(deps, list, fields, language);
  const headers = { 'content-security-policy': mailPolicy, 'cache-control': 'no-store' };
  if (html !== null) return c.html(html, 200, headers);
  return c.text(consoleWordsFor(language).lists.previewWrong, 200, headers);
}

async function askToRemove(c: AppContext, error: string | null): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const { db } = c.var.deps();
  const list = await readList(db, slugOf(c));
  const [standing] = await readStandings(db, [list.slug]);
  const page = <RemovePage {...frameOf(c, editor)} {...{ list, standing, error }} />;
  return answerConsole(page, { status: error === null ? 200 : 409 });
}

async function removeList(c: AppContext): Promise<Response> {
  const by = await requireEditor(c, 'write');
  const deps = c.var.deps();
  try {
    await enqueueRemoval(deps, await deleteList(deps.db, slugOf(c)));
    await noteAs(c, by, 'delete', '/api/lists/:slug', `/api/lists/${slugOf(c)}`);
    return c.redirect(path, 303);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return askToRemove(c, consoleWordsFor(consoleLanguage(c)).lists.busy);
  }
}
