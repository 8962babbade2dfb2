// Asks Resend about batches of which nobody knows whether it took them: its own list of mails tells.

import { parseEmailAddress } from '../../base/email-address.ts';
import type { ListedEmail } from '../../resend/api.ts';
import { type ApiDeps, pacedCall } from '../../resend/paced-call.ts';
import { isBefore, readBack } from '../../resend/walk-back.ts';
import {
  findUnreconciled,
  readUnknownBatches,
  recordProgress,
  settleFound,
  type UnknownBatch,
  type UnreconciledSend,
} from './reconcile-queries.ts';

/** Pages of a hundred mails a tick: at most a few seconds' worth of the account's rate. */
const pagesPerTick = 20;
/** A mail that Resend dates so much before our first call of its batch is not of that batch. */
const clockSlackMs = 5 * 60_000;

/**
 * One tick's part of one send. Reads the list from the newest mail back to the first call of the
 * oldest unknown batch. A batch whose mails are listed, and of which one bears our own tags, was
 * accepted: batches are taken whole or not at all. One that is not listed stays unknown. Nothing
 * is ever sent. Gives the number of batches settled.
 */
export async function reconcileUnknown(deps: ApiDeps): Promise<number> {
  const send = await findUnreconciled(deps.db);
  if (!send) return 0;
  const batches = await readUnknownBatches(deps.db, send.id);
  const finder = createFinder(send, batches);
  const { next, cutOff } = await readPages(deps, send, finder);
  let settled = 0;
  for (const batch of batches) {
    const found = finder.of(batch);
    if (found.every((ids) => ids.length === 0) || cutOff.has(batch)) continue;
    const ids = await confirm(deps, send, batch, found);
    if (ids === null) continue;
    await settleFound(deps.db, send.id, batch.n, ids);
    settled += 1;
  }
  if (next !== undefined) await recordProgress(deps.db, send.id, next);
  return settled;
}

type Finder = ReturnType<typeof createFinder>;

/** Collects the listed mails that could be a batch's, by address, subject and time. */
function createFinder(send: UnreconciledSend, batches: readonly UnknownBatch[]) {
  const places = new Map<string, { batch: UnknownBatch; position: number }[]>();
  const found = new Map(batches.map((batch) => [batch.n, batch.emails.map(() => [] as string[])]));
  for (const batch of batches) {
    for (const [position, email] of batch.emails.entries()) {
      if (email !== '') places.set(email, [...(places.get(email) ?? []), { batch, position }]);
    }
  }
  return {
    of: (batch: UnknownBatch) => found.get(batch.n) ?? [],
    isPartial: (batch: UnknownBatch) =>
      batch.emails.some((email, i) => email !== '' && found.get(batch.n)?.[i]?.length === 0),
    /** The batches this mail could be of. */
    take(mail: ListedEmail): UnknownBatch[] {
      const parsed = parseEmailAddress(mail.to[0] ?? '');
      if (parsed.kind !== 'ok' || mail.to.length !== 1 || mail.subject !== send.subject) return [];
      if (mail.created_at === null) return [];
      const fitting = (places.get(parsed.address) ?? []).filter(
        ({ batch }) => !isBefore(mail, batch.firstCalledAt - clockSlackMs),
      );
      for (const { batch, position } of fitting) found.get(batch.n)?.[position]?.push(mail.id);
      return fitting.map(({ batch }) => batch);
    },
  };
}

/**
 * The pages of this tick. `next` is where to go on: null at the end of the list, undefined if Resend
 * said nothing. A batch that the end of the tick cut in two is left to the next one, which starts
 * at the page where its first mail was.
 */
async function readPages(deps: ApiDeps, send: UnreconciledSend, finder: Finder) {
  const atEnd = { next: null, cutOff: new Set<UnknownBatch>() };
  const firstPage = new Map<UnknownBatch, string | null>();
  let after = send.after;
  for (let i = 0; i < pagesPerTick; i++) {
    const page = await readBack(deps.db, deps.api.listEmails, { after, until: send.oldest });
    if (page.kind === 'end') return atEnd;
    if (page.kind === 'wait') break;
    for (const batch of page.items.flatMap(finder.take)) {
      if (!firstPage.has(batch)) firstPage.set(batch, after);
    }
    if (page.next === null) return atEnd;
    after = page.next;
  }
  // One that began on the first page of this tick gets no fuller by reading that again.
  const cutOff = [...firstPage].filter(
    ([batch, page]) => page !== send.after && finder.isPartial(batch),
  );
  const next = cutOff[0]?.[1] ?? after ?? undefined;
  return { next, cutOff: new Set(cutOff.map(([batch]) => batch)) };
}

/**
 * The provider's id of each mail, or null if they are another send's: the same digest may have gone
 * to the same people before. One mail with our tags speaks for its batch.
 */
async function confirm(
  deps: ApiDeps,
  send: UnreconciledSend,
  batch: UnknownBatch,
  found: readonly (readonly string[])[],
): Promise<(string | null)[] | null> {
  const witness = found.findIndex((ids) => ids.length > 0);
  const own = await pickOwn(deps, send, batch, witness, found[witness] ?? []);
  if (own === null) return null;
  const ids: (string | null)[] = [];
  for (const [position, candidates] of found.entries()) {
    if (position === witness) ids.push(own);
    else if (candidates.length <= 1) ids.push(candidates[0] ?? null);
    else ids.push(await pickOwn(deps, send, batch, position, candidates));
  }
  return ids;
}

async function pickOwn(
  { db, api }: ApiDeps,
  send: UnreconciledSend,
  batch: UnknownBatch,
  position: number,
  candidates: readonly string[],
): Promise<string | null> {
  const subscriber = String(batch.subscriberIds[position] ?? '');
  for (const id of candidates) {
    const answer = await pacedCall(db, () => api.readTags(id));
    if (answer.kind !== 'ok') continue;
    if (answer.value.send === send.id && answer.value.subscriber === subscriber) return id;
  }
  return null;
}
