// What the review shows: the digest as it would be mailed, to whom, when, and what stands against it.

import { type EditorCaller, holdsScope } from '../../../access/caller.ts';
import { readLists } from '../../../audience/lists/lists.ts';
import type { ListView } from '../../../audience/lists/schema.ts';
import type { SegmentView } from '../../../audience/segments/schema.ts';
import { readSegments } from '../../../audience/segments/segments.ts';
import { AppError, type FieldError } from '../../../base/errors.ts';
import { parseFields } from '../../../base/field-errors.ts';
import { type DigestView, readDigest } from '../../../digest/store.ts';
import { type ApprovalView, approvalsOf } from '../../../editing/approvals/approvals.ts';
import { readCopy } from '../../../editing/working-copy/save.ts';
import type { WorkingCopyView } from '../../../editing/working-copy/view.ts';
import { SendInput } from '../../../sending/commands/check-send.ts';
import { type EstimateView, estimateSend } from '../../../sending/commands/estimate.ts';
import { holdMoreThan } from '../../../sending/commands/size-queries.ts';
import { listSends } from '../../../sending/report/report.ts';
import { type Deps, vettedSender } from '../../../wiring.ts';
import { warnOfArticles } from '../../api/weigh-stored.ts';
import { type Choice, type Given, readChoice, toOrder } from './choice.ts';

export interface ReviewFacts {
  id: string;
  copy: WorkingCopyView;
  /** Null: there is no revision yet. */
  digest: DigestView | null;
  lists: ListView[];
  segments: SegmentView[];
  choice: Choice;
  /** The headline of the digest that this one corrects. */
  corrected: string | null;
  /** Null while nothing is chosen, or while something stands against it. */
  estimate: EstimateView | null;
  /** Counting takes seconds: the page asks for the number once it stands. */
  isToBeCounted: boolean;
  /** Who was asked about it, the newest first. */
  approvals: ApprovalView[];
  /** What stops it, each by its place. */
  errors: readonly FieldError[];
  /** What it says beside its articles, and which of them are not as they were cited: each by its place. */
  unlike: readonly { path: string; message: string }[];
  sender: { name: string; from: string; replyTo: string };
  /** Whose clocks the page shows. */
  zone: string;
  now: Date;
  /** Mails a second that the account grants. */
  rate: number;
  holdSeconds: number;
  isOff: boolean;
  maySend: boolean;
  mayWrite: boolean;
}

/** 40 ms on two cores. */
const countedAtOnce = 50_000;

/** Throws `not_found`. `waits`: the caller would rather wait for the number than have the page at once. */
export async function readReview(
  deps: Deps,
  id: string,
  given: Given,
  { editor, waits }: { editor: EditorCaller; waits: boolean },
): Promise<ReviewFacts> {
  const { db, env } = deps;
  const now = deps.clock();
  const copy = await readCopy(db, id);
  const digest = copy.revision === null ? null : await readDigest(db, id);
  const { data: lists } = await readLists(db, { limit: 200 });
  const { data: segments } = await readSegments(db, { limit: 200 });
  const usual = await findUsualLists(db, id, lists, digest, given);
  const slugs = [...given('lists'), ...usual];
  const first = lists.find(({ slug }) => slugs[0] === slug);
  const zone = first?.timezone ?? env.TIMEZONE;
  const choice = readChoice(given, usual, zone, now);
  const isToBeCounted = !waits && (await holdMoreThan(db, choice.lists, countedAtOnce));
  const foreseen = digest && !isToBeCounted ? await foresee(deps, digest, choice, now) : null;
  return {
    id,
    copy,
    digest,
    lists,
    segments,
    choice,
    corrected: choice.corrects && (await readDigest(db, choice.corrects)).content.headline,
    estimate: foreseen?.estimate ?? null,
    isToBeCounted,
    approvals: digest === null ? [] : await approvalsOf(db, id),
    errors: foreseen?.errors ?? [],
    unlike: digest === null ? [] : await warnOfArticles(deps, digest),
    sender: {
      name: env.SENDER_NAME,
      from: first?.from ?? env.FROM,
      replyTo: (first?.replyTo ?? env.REPLY_TO) || (first?.from ?? env.FROM),
    },
    zone,
    now,
    rate: env.RATE * 100,
    holdSeconds: env.HOLD,
    isOff: env.SENDING === 'off',
    maySend: holdsScope(editor, 'send'),
    mayWrite: holdsScope(editor, 'write'),
  };
}

/**
 * What the page opens with: the one list there is, else the lists of this digest's last send, else, among the
 * lists in its language, those of the last send to any, else the only one. None where somebody has chosen already,
 * even if they chose none: every form says when.
 */
async function findUsualLists(
  db: Deps['db'],
  id: string,
  lists: readonly ListView[],
  digest: DigestView | null,
  given: Given,
): Promise<string[]> {
  if (lists.length === 1) return lists.map(({ slug }) => slug);
  if (given('when').length > 0 || given('lists').length > 0) return [];
  const slugsOf = (some: readonly ListView[], send?: { lists: readonly string[] }) =>
    some.map(({ slug }) => slug).filter((slug) => send === undefined || send.lists.includes(slug));
  const [own] = (await listSends(db, 1, null, id)).data;
  if (own) return slugsOf(lists, own);
  // A press by habit must not mail people a language that they do not read.
  const spoken = digest && baseOf(digest.content.language);
  const fitting = lists.filter(({ language: of }) => of === null || baseOf(of) === spoken);
  const { data: recent } = await listSends(db, 20, null);
  const habits = recent.map((send) => slugsOf(fitting, send));
  const habit = habits.find((slugs) => slugs.length > 0);
  return habit ?? (fitting.length === 1 ? slugsOf(fitting) : []);
}

/** `ja-JP` → `ja`. */
function baseOf(language: string): string {
  return language.toLowerCase().split('-')[0] ?? '';
}

/** The send of this choice, as the API would be asked for it; throws `invalid`. */
export function orderOf(deps: Deps, digest: DigestView, choice: Choice): SendInput {
  const order = { digestId: digest.id, revision: digest.revision };
  const parsed = parseFields(SendInput, { ...order, ...toOrder(choice, deps.env.HOLD) });
  if (parsed.kind === 'ok') return parsed.value;
  throw new AppError('invalid', 'This cannot be sent so.', { errors: parsed.errors });
}

async function foresee(
  deps: Deps,
  digest: DigestView,
  choice: Choice,
  now: Date,
): Promise<{ estimate: EstimateView | null; errors: readonly FieldError[] }> {
  if (choice.lists.length === 0) return { estimate: null, errors: [] };
  try {
    const sender = await vettedSender(deps);
    const input = orderOf(deps, digest, choice);
    const db = deps.patient('report');
    return { estimate: await estimateSend(db, sender, input, now, deps.env.RATE), errors: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    return { estimate: null, errors: error.errors };
  }
}
