// The review: looked at, counted anew, and the one press that sends.

import type { Hono } from 'hono';
import type { EditorCaller } from '../../../access/caller.ts';
import { AppError } from '../../../base/errors.ts';
import { parseFields } from '../../../base/field-errors.ts';
import { isUuid, newId, type SendId } from '../../../base/ids.ts';
import { ApprovalInput, askApproval } from '../../../editing/approvals/approvals.ts';
import { Fields as DigestFields } from '../../../editing/working-copy/fields.ts';
import { keepRevision } from '../../../editing/working-copy/keep.ts';
import { readCopy, saveCopy } from '../../../editing/working-copy/save.ts';
import { enqueueNext } from '../../../jobs/enqueue.ts';
import { createSend } from '../../../sending/commands/create.ts';
import { vettedSender } from '../../../wiring.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import { describe } from '../../endpoint/body.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { answerConsole, frameOf, wantsFragment } from '../shell/frame.ts';
import { tell } from '../tell.ts';
import { formatNumber } from '../ui/numbers.tsx';
import { nameChoice } from './choice.ts';
import { Count } from './count.tsx';
import { orderOf, type ReviewFacts, readReview } from './facts.ts';
import { ReviewPage } from './page.tsx';
import { toleranceOf } from './tolerance.ts';
import { Chosen } from './when.tsx';

const path = '/console/digests/:id/review';

export function mountReview(app: Hono<AppEnv>): void {
  app.get(path, async (c) => {
    const editor = await requireEditor(c);
    // A part is asked for where the page stands already, `count` where there is no script to ask.
    const waits = wantsFragment(c) || c.req.query('count') !== undefined;
    const facts = await readReview(c.var.deps(), digestId(c), queryOf(c), { editor, waits });
    return answerReview(c, facts, editor);
  });
  app.post(path, limitForm, pressSend);
  app.post(`${path}/row`, limitForm, changeRow);
  app.post(`${path}/revision`, limitForm, takeIn);
  app.post(`${path}/approval`, limitForm, ask);
}

function digestId(c: AppContext): string {
  const id = (c.req.param('id') ?? '').toLowerCase();
  if (isUuid(id)) return id;
  throw new AppError('not_found', 'There is no digest with this id.');
}

const queryOf = (c: AppContext) => (name: string) => c.req.queries(name) ?? [];

/**
 * Sends what was looked at, or says why not and shows what holds now. Whatever changed since the page
 * was made, the digest, the choice or the number, is looked at before anybody is mailed.
 */
async function pressSend(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'send');
  const deps = c.var.deps();
  const fields = await readFields(c);
  const given = (name: string) => fields.get(name) ?? [];
  const facts = await readReview(deps, digestId(c), given, { editor, waits: true });
  const { digest, choice } = facts;
  const refusal = whyNot(c, facts, fields);
  if (refusal !== null || digest === null) return answerReview(c, facts, editor, refusal, fields);
  const expected = Number(lastOf(fields, 'expected'));
  const said = { expectedRecipients: expected, tolerance: toleranceOf(expected) };
  const id = lastOf(fields, 'send') ?? '';
  try {
    const send = await createSend(
      deps.patient('report'),
      await vettedSender(deps),
      { ...orderOf(deps, digest, choice), ...said },
      editor.id,
      deps.clock(),
      ...(isUuid(id) ? [id as SendId] : []),
    );
    await enqueueNext(deps, send);
    await noteAs(c, editor, 'post', '/api/sends', `/api/sends/${send.id}`);
    return c.redirect(`/console/sends/${send.id}`, 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { language } = frameOf(c, editor);
    const { other } = consoleWordsFor(language).review.refused;
    const refusal = { heading: other, line: tell(error.message, language) };
    return answerReview(c, facts, editor, refusal, fields);
  }
}

interface Refusal {
  heading: string;
  line: string;
}

/** What a person must look at again before this is sent; null if it is what they saw. */
function whyNot(c: AppContext, facts: ReviewFacts, fields: Fields): Refusal | null {
  const { language } = frameOf(c, null);
  const words = consoleWordsFor(language).review;
  const { refused } = words;
  const { digest, copy, estimate, choice } = facts;
  const wasShown =
    lastOf(fields, 'revision') === String(digest?.revision) &&
    lastOf(fields, 'version') === String(copy.version);
  if (digest === null || !wasShown) {
    return { heading: refused.changed, line: refused.changedLine(digest?.revision ?? 0) };
  }
  if (lastOf(fields, 'counted') !== nameChoice(choice)) {
    return { heading: refused.choice, line: refused.choiceLine };
  }
  if (estimate === null) return { heading: refused.other, line: words.number.unknown };
  const shown = Number(lastOf(fields, 'expected') ?? Number.NaN);
  const number = (value: number) => formatNumber(value, language);
  // Who leaves is no surprise; the press itself counts them.
  if (!(estimate.recipients <= shown + toleranceOf(shown))) {
    return {
      heading: refused.number,
      line: refused.numberLine(number(estimate.recipients), number(shown)),
    };
  }
  if (estimate.isUnusual && readNumber(lastOf(fields, 'typed') ?? '') !== shown) {
    return { heading: refused.typed, line: words.typed.wrong(number(shown)) };
  }
  return null;
}

/** As people type it: full-width digits, separators, spaces. */
function readNumber(text: string): number {
  const digits = text.normalize('NFKC').replace(/[\s,.'’人]/g, '');
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
}

/** Subject and preheader, through the working copy: over nobody's change, and a revision at once. */
async function changeRow(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const deps = c.var.deps();
  const id = digestId(c);
  const fields = await readFields(c);
  const copy = await readCopy(deps.db, id);
  const row = {
    subject: lastOf(fields, 'subject') ?? '',
    preheader: lastOf(fields, 'preheader') ?? '',
  };
  const seen = Number(lastOf(fields, 'version'));
  const input = {
    face: 'fields' as const,
    fields: DigestFields.parse({ ...copy.fields, ...row }),
    basedOn: Number(lastOf(fields, 'revision')),
  };
  return orShow(c, editor, async () => {
    await saveCopy(deps.db, id, input, (version) => version === seen, editor.id);
    await makeRevision(c, editor);
  });
}

async function takeIn(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  return orShow(c, editor, () => makeRevision(c, editor));
}

async function makeRevision(c: AppContext, editor: EditorCaller): Promise<void> {
  const { db, env } = c.var.deps();
  const id = digestId(c);
  await keepRevision(db, id, editor.id, env.TIMEZONE);
  await noteAs(c, editor, 'post', '/api/digests/:id/revisions', `/api/digests/${id}`);
}

/** Asks somebody whether this very revision may go out. */
async function ask(c: AppContext): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const deps = c.var.deps();
  const id = digestId(c);
  const fields = await readFields(c);
  const note = lastOf(fields, 'note');
  const revision = Number(lastOf(fields, 'revision'));
  const wish = { to: lastOf(fields, 'to') ?? '', revision, ...(note === null ? {} : { note }) };
  return orShow(c, editor, async () => {
    const parsed = parseFields(ApprovalInput, wish);
    if (parsed.kind === 'invalid') {
      throw new AppError('invalid', describe(parsed.errors), { errors: parsed.errors });
    }
    const by = { id: editor.id, language: frameOf(c, editor).language, newId: newId() };
    await askApproval(emailDeps(deps), id, parsed.value, by);
    await noteAs(c, editor, 'post', '/api/digests/:id/approvals', `/api/digests/${id}`);
  });
}

/** Back to the review, or the review with what stands against it. */
async function orShow(
  c: AppContext,
  editor: EditorCaller,
  change: () => Promise<unknown>,
): Promise<Response> {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'not_found') throw error;
    const facts = await readReview(c.var.deps(), digestId(c), queryOf(c), {
      editor,
      waits: true,
    });
    const { language } = frameOf(c, editor);
    const { refused } = consoleWordsFor(language).review;
    const isStale = error.code === 'precondition_failed';
    const heading = isStale ? refused.changed : refused.other;
    const line = [error.message, ...error.errors.map(({ message }) => message)]
      .map((sentence) => tell(sentence, language))
      .join(' ');
    return answerReview(c, facts, editor, { heading, line });
  }
  return c.redirect(`/console/digests/${digestId(c)}/review${new URL(c.req.url).search}`, 303);
}

function answerReview(
  c: AppContext,
  facts: ReviewFacts,
  editor: EditorCaller,
  refusal: Refusal | null = null,
  fields?: Fields,
): Promise<Response> {
  const frame = frameOf(c, editor);
  const typed = fields && (lastOf(fields, 'typed') ?? undefined);
  const more = { ...(refusal ? { refusal } : {}), typed };
  const page = wantsFragment(c) ? (
    <>
      <Count {...facts} {...more} language={frame.language} />
      <Chosen {...facts} language={frame.language} isAnew />
    </>
  ) : (
    <ReviewPage {...frame} {...facts} {...more} />
  );
  return answerConsole(page, { status: refusal ? 409 : 200 });
}
