// One send in its database as values: each method is one statement or transaction, all or nothing.

import type { Resumed } from '../../../src/sending/commands/command-queries.ts';
import type { ActiveSend } from '../../../src/sending/delivery/protocol.ts';
import type { RoadView } from '../../../src/sending/delivery/road-queries.ts';
import { type Mark, silentSeconds } from '../../../src/sending/delivery/roads.ts';
import type { Settlement } from '../../../src/sending/delivery/settlement.ts';
import type { Standing } from '../../../src/sending/delivery/standing.ts';
import type { SendStatus, StatusChange } from '../../../src/sending/send-queries.ts';
import {
  type Batch,
  claimBatch,
  closeBatch,
  findWorkable,
  halveBatch,
  planBatches,
  reopenBatch,
  resolveBatch,
  settleBatch,
  settleByFeedback,
} from './batch.ts';
import { countActive, countOutcomes, viewFromRoad } from './batch-views.ts';
import { type Claimed, Claims } from './claims.ts';
import { DeliveryTable } from './delivery-table.ts';
import { changeWaiting, findTarget, moveRow, resumeRow, type SendRow } from './send-row.ts';
import type { Sends, Transaction } from './sends.ts';

export class SendDatabase {
  send: SendRow;
  /** Who its readers were when their number was said. */
  shown: readonly number[] = [];
  /** In order of their numbers. */
  batches: readonly Batch[] = [];
  /** The revision in its frozen mail. */
  mailed: number | null = null;
  readonly id: number;
  readonly log: { from: SendStatus | null; to: SendStatus }[] = [];
  readonly deliveries: DeliveryTable;
  /** Told of every claim. */
  onClaim: (claimed: Claimed) => void = () => {};
  readonly #sends: Sends;
  #holder: Transaction | null = null;
  readonly #claims = new Claims();

  constructor(sends: Sends, id: number, row: SendRow) {
    this.#sends = sends;
    this.id = id;
    this.send = row;
    this.deliveries = new DeliveryTable(sends.safeguards.earliestWins);
  }

  get #now(): number {
    return this.#sends.now;
  }

  get #safeguards() {
    return this.#sends.safeguards;
  }

  // ── The row and its lock ──────────────────────────────────────────────────────────────────────

  isLocked(): boolean {
    return this.#holder !== null;
  }

  lock(transaction: Transaction): Pick<SendRow, 'status' | 'edition'> {
    this.#holder = transaction;
    return this.send;
  }

  letGo(transaction: Transaction): void {
    if (this.#holder === transaction) this.#holder = null;
    this.#claims.take(transaction);
  }

  /** As `changeStatus`; `logs` false leaves the log to a later statement. */
  changeStatus(from: readonly SendStatus[], change: StatusChange, logs = true): boolean {
    const moved = moveRow(this.send, from, change, this.#now);
    return moved !== null && this.#writeRow(moved, logs);
  }

  keepPaused(): void {
    const { status, resumeAt } = this.send;
    if (status === 'paused' && resumeAt !== null) this.#writeRow({ ...this.send, resumeAt: null });
  }

  /** Writes the whole plan, or its next batch only if it is not written as a whole. */
  recordPlan(audience: readonly number[], revision: number): 'planned' | 'unfinished' {
    const whole = this.#safeguards.wholePlan;
    const planned = planBatches(audience);
    this.batches = whole ? planned : planned.slice(0, this.batches.length + 1);
    const isPlanned = this.batches.length === planned.length;
    this.send = { ...this.send, recipients: audience.length, isPlanned };
    if (!isPlanned) return 'unfinished';
    this.mailed = revision;
    this.changeStatus(['planning'], { to: 'sending', why: 'planned' });
    return 'planned';
  }

  /** A claim begins: it sees a send at work, and holds the first workable batch after `after`. */
  beginClaim(transaction: Transaction, after: number): void {
    const sawSending = this.send.status === 'sending';
    if (!sawSending && this.#safeguards.statusAtClaim) return;
    const free = this.#claims.findFree(this.batches, this.#sends.domain.room);
    const found = findWorkable(free, after, this.#now);
    if (found) this.#claims.begin(transaction, { batch: found, sawSending });
  }

  isBeingClaimed(n: number): boolean {
    return this.#claims.has(n);
  }

  /** And commits. */
  claimNext(transaction: Transaction, lane: string): Claimed | null {
    const found = this.#claims.take(transaction);
    if (!found) return null;
    const now = this.#now;
    const { people } = this.#sends;
    const minted = this.#sends.mint();
    const token = `lease-${minted}`;
    const claim = {
      now,
      token,
      lane,
      key: `key-${minted}`,
      changes: people.history().length,
      whyLeft: (id: number) => people.whyLeft(id, now),
    };
    const batch = claimBatch(found.batch, claim, this.#safeguards);
    if (this.#safeguards.commitBeforeCall) this.#write(batch);
    const claimed = {
      batch,
      token,
      sawSending: found.sawSending,
      isLast: findWorkable(this.batches, batch.n, now) === null,
      keyAgeSeconds: Math.round((now - (batch.firstCalledAt ?? now)) / 1000),
      mails: batch.ids.map((subscriber) => ({
        send: this.id,
        revision: this.mailed ?? 0,
        subscriber,
        email: people.addressAt(subscriber, batch.frozenAt ?? claim.changes),
      })),
    };
    this.onClaim(claimed);
    return claimed;
  }

  /** False if another worker holds the batch by now. */
  settle({ batch: claimed, token }: Claimed, settlement: Settlement): boolean {
    const stored = this.batches.find(({ n }) => n === claimed.n);
    const batch = this.#safeguards.commitBeforeCall ? stored : claimed;
    if (!batch) return false;
    const settled = settleBatch(batch, token, settlement, this.#now, this.#safeguards);
    if (settled === null) return false;
    this.#write(settled);
    if (settled.state === 'split') {
      this.batches = [...this.batches, ...halveBatch(settled, this.batches.length)];
    }
    return true;
  }

  countRefusal(isHalf: boolean): Standing {
    const isAccepted = ({ state, ids }: Batch) => state === 'accepted' && ids.length > 0;
    const isUntried = !this.batches.some(isAccepted) && !this.send.isResumed;
    const counted = isHalf && !isUntried ? 0 : 1;
    this.send = { ...this.send, refusals: this.send.refusals + counted };
    return { ...this.send, isUntried };
  }

  countUnclear(): Standing {
    this.send = { ...this.send, unclear: this.send.unclear + 1 };
    return { ...this.send, isUntried: false };
  }

  forgetTrouble(): void {
    this.send = { ...this.send, refusals: 0, unclear: 0 };
  }

  /** Whether an end of its batches must wait for a claim in flight. */
  isClosingBlocked(): boolean {
    return this.send.status === 'cancelled' && !this.#claims.isEmpty;
  }

  closeCancelled(): void {
    if (this.send.status !== 'cancelled') return;
    this.batches = this.batches.map((batch) => closeBatch(batch, this.#now));
  }

  /** `taken`: whom another send of the digest reached. False if there is nothing to try again. */
  reopenTransient(taken: ReadonlySet<number>): boolean {
    const before = this.batches;
    this.batches = before.map((batch) => reopenBatch(batch, taken, this.#safeguards));
    return this.batches.some((batch, i) => batch !== before[i]);
  }

  decideUnknown(outcome: 'accepted' | 'rejected'): void {
    this.batches = this.batches.map((batch) => resolveBatch(batch, outcome));
  }

  /** As `resumePaused`; `said`: the number of readers. */
  resumePaused(sendNow: boolean, said: number | null = null): Resumed | null {
    if (this.send.status !== 'paused') return null;
    const target = findTarget(this.send, { sendNow, says: said !== null }, this.#now);
    if (target !== 'missed' && target !== 'unexpected') {
      this.#writeRow(resumeRow(this.send, target, said));
    }
    return target;
  }

  /** As `isExpected`: who has left since is not missed. */
  isExpected(found: number): boolean {
    const { fewest, most } = this.send;
    const { people, now } = this.#sends;
    const left = this.shown.filter((id) => people.whyLeft(id, now) !== null).length;
    return (most === null || found <= most) && (fewest === null || found + left >= fewest);
  }

  /** As `stopIfUnexpected`. */
  stopUnexpected(found: number): void {
    this.send = { ...this.send, found };
    this.changeStatus(['planning'], { to: 'paused', why: 'another number of readers' });
  }

  /** As `updateWaiting`: only what was never planned. */
  updateWaiting(change: { delaySeconds: number | null; revision: number }): void {
    const { send } = this;
    const changed = changeWaiting(send, change, this.#now);
    if (changed === null) return;
    const isNews = changed.status !== send.status || changed.revision !== send.revision;
    this.#writeRow(changed, isNews);
  }

  settleUnknownByFeedback(): void {
    const spokenOf = (id: number) => this.deliveries.isSpokenOf(id);
    this.batches = this.batches.map((batch) => settleByFeedback(batch, spokenOf));
  }

  readRoad(mark: Mark): RoadView {
    const isSending = this.send.status === 'sending';
    return { isSending, ...viewFromRoad(this.batches, this.#now, mark) };
  }

  /** As `noteEnqueued`. */
  noteEnqueued(most: number): number {
    this.send = { ...this.send, lanesRungAt: this.#now };
    return Math.min(most, countActive(this.batches, this.#now).due);
  }

  readActive(): Omit<ActiveSend, 'id'> | null {
    const { send } = this;
    const now = this.#now;
    if (send.status !== 'planning' && send.status !== 'sending') return null;
    const isEnqueued = send.lanesRungAt !== null && send.lanesRungAt > now - silentSeconds * 1000;
    return { status: send.status, ...countActive(this.batches, now), isEnqueued };
  }

  readCounts() {
    return countOutcomes(this.batches, this.send.recipients);
  }

  #writeRow(row: SendRow, logs = true): true {
    if (logs) this.log.push({ from: this.send.status, to: row.status });
    this.send = row;
    return true;
  }

  #write(batch: Batch): void {
    this.batches = this.batches.map((old) => (old.n === batch.n ? batch : old));
  }
}
