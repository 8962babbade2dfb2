// Rhythms: shown, made, changed, paused, run and removed; each press is a verb of the API.

import type { Hono } from 'hono';
import { holdsScope } from '../../../access/caller.ts';
import { readLists, requireLists } from '../../../audience/lists/lists.ts';
import { AppError } from '../../../base/errors.ts';
import { isUuid, newId } from '../../../base/ids.ts';
import { enqueueProposal } from '../../../jobs/enqueue.ts';
import { listFeeds } from '../../../proposals/feeds/feeds.ts';
import { beginByHand } from '../../../proposals/rhythms/begin.ts';
import { listRuns } from '../../../proposals/rhythms/lines.ts';
import {
  changeRhythm,
  createRhythm,
  deleteRhythm,
  listRhythms,
  readRhythm,
} from '../../../proposals/rhythms/rhythms.ts';
import type { RhythmInput } from '../../../proposals/rhythms/schema.ts';
import type { Deps } from '../../../wiring.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { answerConsole, consoleLanguage, frameOf } from '../shell/frame.ts';
import { pageOf } from '../shell/query.ts';
import { explain, fieldsOf, newFields, readRhythmForm, type Wrong } from './fields.ts';
import { NewRhythmPage, RhythmsPage } from './page.tsx';
import { RhythmPage } from './rhythm-page.tsx';

const path = '/console/rhythms';
const one = '/api/rhythms/:id';

export function mountRhythms(app: Hono<AppEnv>): void {
  app.get(path, async (c) => {
    const editor = await requireEditor(c, 'read');
    const { db, clock, env } = c.var.deps();
    const rhythms = await listRhythms(db, clock(), env.TIMEZONE);
    const { data } = await readLists(db, { limit: 200 });
    const names = new Map(data.map(({ slug, name }) => [slug, name]));
    const maySend = holdsScope(editor, 'send');
    return answerConsole(<RhythmsPage {...frameOf(c, editor)} {...{ rhythms, names, maySend }} />);
  });
  app.get(`${path}/new`, async (c) => {
    const editor = await requireEditor(c, 'send');
    return showNew(c, newFields(consoleLanguage(c), editor.address), {});
  });
  app.post(`${path}/new`, limitForm, make);
  app.get(`${path}/:id`, (c) => show(c, null, {}));
  app.post(`${path}/:id`, limitForm, act);
}

function rhythmId(c: AppContext): string {
  const id = (c.req.param('id') ?? '').toLowerCase();
  if (isUuid(id)) return id;
  throw new AppError('not_found', 'There is no rhythm with this id.');
}

async function make(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'send');
  const deps = c.var.deps();
  const fields = await readFields(c);
  const saved = await orWrong(c, fields, async (input) => {
    const made = await createRhythm(deps.db, newId(), input, await saving(deps, input, editor.id));
    await noteAs(c, editor, 'post', '/api/rhythms', `/api/rhythms/${made.id}`);
    return made.id;
  });
  if (typeof saved !== 'string') return showNew(c, fields, saved);
  return c.redirect(`${path}/${saved}?done=saved`, 303);
}

async function act(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'send');
  const deps = c.var.deps();
  const id = rhythmId(c);
  const fields = await readFields(c);
  const target = `/api/rhythms/${id}`;
  const said = lastOf(fields, 'do');
  switch (said) {
    case 'save': {
      const saved = await orWrong(c, fields, async (input) => {
        await changeRhythm(deps.db, id, input, await saving(deps, input, editor.id));
        await noteAs(c, editor, 'patch', one, target);
        return 'saved';
      });
      return typeof saved === 'string' ? back(c, id, saved) : show(c, fields, saved);
    }
    case 'pause':
    case 'resume': {
      const by = { by: editor.id, now: deps.clock(), zone: deps.env.TIMEZONE, list: null };
      await changeRhythm(deps.db, id, { isPaused: said === 'pause' }, by);
      await noteAs(c, editor, 'patch', one, target);
      return back(c, id, said === 'pause' ? 'paused' : 'resumed');
    }
    case 'run': {
      const proposalId = await beginByHand(deps.db, id, newId(), deps.clock());
      if (proposalId !== null) await enqueueProposal(deps, proposalId);
      await noteAs(c, editor, 'post', `${one}/run`, target);
      return back(c, id, 'run');
    }
    case 'remove':
      await deleteRhythm(deps.db, id);
      await noteAs(c, editor, 'delete', one, target);
      return c.redirect(path, 303);
    default:
      throw new AppError('bad_request', 'There is no such press.');
  }
}

function back(c: AppContext, id: string, done: string): Response {
  return c.redirect(`${path}/${id}?done=${done}`, 303);
}

/** What `save` gives, or what is wrong with the fields. */
async function orWrong(
  c: AppContext,
  fields: Fields,
  save: (input: RhythmInput) => Promise<string>,
): Promise<string | Wrong> {
  const words = consoleWordsFor(consoleLanguage(c)).rhythms;
  const input = readRhythmForm(fields);
  if (!input.success) {
    const errors = input.error.issues.map((issue) => ({ path: issue.path.join('.') }));
    return explain(errors, words);
  }
  try {
    return await save(input.data);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    return explain(error.errors, words);
  }
}

/** Throws `invalid` for a list that is not there. */
async function saving({ db, clock, env }: Deps, input: RhythmInput, by: string) {
  const [list] = await requireLists(db, [input.list], 'list');
  if (list === undefined) throw new Error('a list that is there was not found');
  return { by, now: clock(), zone: env.TIMEZONE, list };
}

async function readChoices({ db }: Deps) {
  const { data: lists } = await readLists(db, { limit: 200 });
  const feeds = (await listFeeds(db)).map(({ id, name, title, url }) => ({
    id,
    label: name ?? (title || url),
  }));
  return { lists, feeds };
}

async function showNew(c: AppContext, fields: Fields, wrong: Wrong): Promise<Response> {
  const editor = await requireEditor(c, 'send');
  const props = { fields, wrong, ...(await readChoices(c.var.deps())) };
  const page = <NewRhythmPage {...frameOf(c, editor)} {...props} />;
  return answerConsole(page, { status: Object.keys(wrong).length > 0 ? 422 : 200 });
}

/** `sent`: as it was sent, where something is wrong. */
async function show(c: AppContext, sent: Fields | null, wrong: Wrong): Promise<Response> {
  const editor = await requireEditor(c, 'read');
  const deps = c.var.deps();
  const rhythm = await readRhythm(deps.db, rhythmId(c), deps.clock(), deps.env.TIMEZONE);
  const query = pageOf(c);
  const { data: runs, nextCursor } = await listRuns(deps.db, rhythm.id, { ...query, limit: 20 });
  const { lists, feeds } = await readChoices(deps);
  const words = consoleWordsFor(consoleLanguage(c)).rhythms;
  const page = (
    <RhythmPage
      {...frameOf(c, editor)}
      {...{ rhythm, runs, nextCursor, lists, feeds, wrong }}
      fields={sent ?? fieldsOf(rhythm)}
      name={lists.find(({ slug }) => slug === rhythm.list)?.name ?? rhythm.list}
      isFirst={query.cursor === undefined}
      done={words.done[c.req.query('done') ?? ''] ?? null}
      maySend={holdsScope(editor, 'send')}
    />
  );
  return answerConsole(page, { status: Object.keys(wrong).length > 0 ? 422 : 200 });
}
