// One send: looked at, followed, and steered by presses.

import type { Hono } from 'hono';
import * as z from 'zod';
import { type EditorCaller, seesReaders } from '../../../access/caller.ts';
import { defineCursor } from '../../../base/cursor.ts';
import { AppError } from '../../../base/errors.ts';
import { parseFields } from '../../../base/field-errors.ts';
import { isUuid } from '../../../base/ids.ts';
import { enqueueNext } from '../../../jobs/enqueue.ts';
import { changeSend, SendChange } from '../../../sending/commands/create.ts';
import { ResolveInput, resolveUnknown } from '../../../sending/commands/resolve.ts';
import {
  cancelSend,
  pauseSend,
  ResumeInput,
  resumeSend,
  retrySend,
} from '../../../sending/commands/steer.ts';
import { listRecipients } from '../../../sending/report/report.ts';
import type { SendView } from '../../../sending/report/send-view.ts';
import { type Deps, vettedSender } from '../../../wiring.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { describe } from '../../endpoint/body.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { toleranceOf } from '../review/tolerance.ts';
import { answerConsole, frameOf, wantsFragment } from '../shell/frame.ts';
import { tell } from '../tell.ts';
import { readFacts } from './facts.ts';
import { RecipientsPage, SendPage } from './page.tsx';
import { problemKinds } from './problems.tsx';
import { Standing } from './standing.tsx';

export function mountSend(app: Hono<AppEnv>): void {
  app.get('/console/sends/:id', async (c) => answerSend(c, await requireEditor(c)));
  app.post('/console/sends/:id', limitForm, async (c) => {
    const editor = await requireEditor(c, 'send');
    const deps = c.var.deps();
    const id = sendId(c);
    const fields = await readFields(c);
    try {
      await enqueueNext(deps, await act(deps, id, fields, editor.id));
      const verb = lastOf(fields, 'act') ?? '';
      const isChange = verb === 'move' || verb === 'revise';
      const path = isChange ? '/api/sends/:id' : `/api/sends/:id/${verb}`;
      await noteAs(c, editor, isChange ? 'patch' : 'post', path, `/api/sends/${id}`);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'not_found') throw error;
      return answerSend(c, editor, error);
    }
    return wantsFragment(c) ? answerSend(c, editor) : c.redirect(`/console/sends/${id}`, 303);
  });
  app.get('/console/sends/:id/recipients', answerRecipients);
}

function sendId(c: AppContext): string {
  const id = (c.req.param('id') ?? '').toLowerCase();
  if (isUuid(id)) return id;
  throw new AppError('not_found', 'There is no send with this id.');
}

/** What each press does; every one of them is a verb of the API. */
async function act(deps: Deps, id: string, fields: Fields, by: string): Promise<SendView> {
  const { db } = deps;
  switch (lastOf(fields, 'act')) {
    case 'pause':
      return pauseSend(db, id);
    case 'resume': {
      const said = lastOf(fields, 'expected');
      const expectedRecipients = said === null ? undefined : Number(said);
      const tolerance = toleranceOf(expectedRecipients ?? 0);
      const missed = lastOf(fields, 'missed') ?? undefined;
      return resumeSend(db, id, parse(ResumeInput, { expectedRecipients, tolerance, missed }));
    }
    case 'cancel':
      return cancelSend(db, id);
    case 'retry':
      return retrySend(db, id);
    case 'resolve':
      return resolveUnknown(
        db,
        id,
        parse(ResolveInput, { outcome: lastOf(fields, 'outcome') }),
        by,
      );
    case 'revise':
      return change(deps, id, { revision: Number(lastOf(fields, 'revision')) });
    case 'move': {
      const [day, time] = [lastOf(fields, 'day') ?? '', lastOf(fields, 'time') ?? ''];
      const scheduledAt = `${day}T${time.slice(0, 5)}:00`;
      return change(deps, id, { scheduledAt, timezone: lastOf(fields, 'zone') ?? '' });
    }
    default:
      throw new AppError('bad_request', 'There is no such press.');
  }
}

async function change(deps: Deps, id: string, wish: object): Promise<SendView> {
  const parsed = parse(SendChange, wish);
  return changeSend(deps.db, await vettedSender(deps), id, parsed, deps.clock());
}

/** What a form says, as the API would take it; throws `invalid`. */
function parse<Schema extends z.ZodType>(schema: Schema, value: object): z.output<Schema> {
  const parsed = parseFields(schema, value);
  if (parsed.kind === 'ok') return parsed.value;
  throw new AppError('invalid', describe(parsed.errors), { errors: parsed.errors });
}

async function answerSend(
  c: AppContext,
  editor: EditorCaller,
  refused?: AppError,
): Promise<Response> {
  const facts = await readFacts(c.var.deps(), sendId(c), editor);
  const frame = frameOf(c, editor);
  const refusal = refused && refuse(refused, frame.language);
  const page = wantsFragment(c) ? (
    <Standing {...facts} language={frame.language} refusal={refusal} />
  ) : (
    <SendPage {...frame} facts={facts} {...(refusal ? { refusal } : {})} />
  );
  return answerConsole(page, { status: refused ? 409 : 200 });
}

function refuse({ message, errors }: AppError, language: string): string {
  const said = errors.length === 0 ? [message] : errors.map((error) => error.message);
  return said.map((sentence) => tell(sentence, language)).join(' ');
}

const cursor = defineCursor(
  'console recipients',
  z.strictObject({ batch: z.int32().min(0), position: z.int32().min(0) }),
);

async function answerRecipients(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c);
  if (!seesReaders(editor))
    throw new AppError('forbidden', 'Viewers do not see who the readers are.');
  const deps = c.var.deps();
  const outcome = z.enum(problemKinds).catch('rejected').parse(c.req.query('outcome'));
  const facts = await readFacts(deps, sendId(c), editor);
  const given = c.req.query('cursor');
  const after = cursor.decode(given);
  const { data, next } = await listRecipients(deps.db, facts.send.id, {
    limit: 100,
    outcome,
    after,
  });
  const here = `/console/sends/${facts.send.id}/recipients?outcome=${outcome}`;
  const more = next === null ? null : `${here}&cursor=${cursor.encode(next)}`;
  return answerConsole(
    <RecipientsPage
      {...frameOf(c, editor)}
      {...{ facts, outcome }}
      recipients={data}
      first={given === undefined ? null : here}
      next={more}
    />,
  );
}
