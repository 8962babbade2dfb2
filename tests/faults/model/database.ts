// The database as values: each method is one statement or transaction of the engine, all or nothing.

import type { LaneView } from '../../../src/sending/lane-queries.ts';
import { silentSeconds } from '../../../src/sending/lanes.ts';
import type { SendStatus, StatusChange } from '../../../src/sending/send-queries.ts';
import type { Settlement } from '../../../src/sending/settlement.ts';
import { nothingCounted, type Standing } from '../../../src/sending/standing.ts';
import type { ActiveSend } from '../../../src/sending/sweep-queries.ts';
import type { Resumed } from '../../../src/sending/trigger-queries.ts';
import {
  type Batch,
  claimBatch,
  closeBatch,
  countActive,
  countOutcomes,
  findWorkable,
  halveBatch,
  plannedBatch,
  reopenBatch,
  resolveBatch,
  settleBatch,
  settleByFeedback,
  viewFromLane,
} from './batch.ts';
import type { DeliveryTable } from './delivery-table.ts';
import type { People } from './people.ts';
import type { Mail } from './provider.ts';
import type { Safeguards } from './safeguards.ts';

export interface SendRow {
  status: SendStatus;
  resumeAt: number | null;
  scheduledAt: number | null;
  isPlanned: boolean;
  recipients: number;
  refusals: number;
  unclear: number;
  /** An editor has let it go on after a pause. */
  isResumed: boolean;
  /** Raised by each change of what is sent, and by each step into planning. */
  edition: number;
  revision: number;
  lanesRungAt: number | null;
}

/** A claimed batch with the bytes of its mails. */
export interface Claimed {
  batch: Batch;
  token: string;
  /** Nothing workable stood behind it. */
  isLast: boolean;
  keyAgeSeconds: number;
  mails: Mail[];
}

/** Small, so that few people make several batches. */
const batchSize = 4;
const staleAfter = 3600_000;

export class SendDatabase {
  send: SendRow | null = null;
  /** In order of their numbers. */
  batches: readonly Batch[] = [];
  readonly log: { from: SendStatus | null; to: SendStatus }[] = [];
  readonly people: People;
  readonly deliveries: DeliveryTable;
  /** Told of every claim. */
  onClaim: (claimed: Claimed) => void = () => {};
  /** The database's clock, in milliseconds. */
  now = Date.UTC(2026, 10, 1);
  readonly #safeguards: Safeguards;
  #minted = 0;

  constructor(people: People, deliveries: DeliveryTable, safeguards: Safeguards) {
    this.people = people;
    this.deliveries = deliveries;
    this.#safeguards = safeguards;
  }

  insertSend(delaySeconds: number | null): void {
    if (this.send !== null) return;
    const status = delaySeconds === null ? 'planning' : 'scheduled';
    const scheduledAt = delaySeconds === null ? null : this.now + delaySeconds * 1000;
    this.send = {
      status,
      resumeAt: null,
      scheduledAt,
      isPlanned: false,
      recipients: 0,
      refusals: 0,
      unclear: 0,
      isResumed: false,
      edition: delaySeconds === null ? 1 : 0,
      revision: 1,
      lanesRungAt: null,
    };
    this.log.push({ from: null, to: status });
  }

  /** As `changeStatus`; `logs` false leaves the log to a later statement. */
  changeStatus(from: readonly SendStatus[], change: StatusChange, logs = true): boolean {
    const { send, now } = this;
    if (send === null || !from.includes(send.status)) return false;
    if (change.ifPauseEnded && !(send.resumeAt !== null && send.resumeAt <= now)) return false;
    if (change.ifDue && !(send.scheduledAt !== null && send.scheduledAt <= now)) return false;
    if (change.ifEdition !== undefined && send.edition !== change.ifEdition) return false;
    const { resumeAfterSeconds } = change;
    const isNewEdition =
      change.to === 'planning' || (change.to === 'paused' && send.status === 'planning');
    if (logs) this.log.push({ from: send.status, to: change.to });
    this.send = {
      ...send,
      status: change.to,
      refusals: 0,
      edition: send.edition + (isNewEdition ? 1 : 0),
      resumeAt: resumeAfterSeconds == null ? null : now + resumeAfterSeconds * 1000,
    };
    return true;
  }

  keepPaused(): void {
    if (this.send?.status !== 'paused' || this.send.resumeAt === null) return;
    this.send = { ...this.send, resumeAt: null };
    this.log.push({ from: 'paused', to: 'paused' });
  }

  /** Writes the whole plan, or its next batch only if it is not written as a whole. */
  plan(audience: readonly number[], whole: boolean): 'planned' | 'unfinished' | 'nothing' {
    const { send } = this;
    if (send === null || send.isPlanned || send.status !== 'planning') return 'nothing';
    const blocks = Math.ceil(audience.length / batchSize);
    const upTo = whole ? blocks : Math.min(blocks, this.batches.length + 1);
    this.batches = Array.from({ length: upTo }, (_, n) =>
      plannedBatch(n, audience.slice(n * batchSize, (n + 1) * batchSize), null),
    );
    this.send = { ...send, recipients: audience.length, isPlanned: upTo === blocks };
    if (!whole && upTo < blocks) return 'unfinished';
    this.changeStatus(['planning'], { to: 'sending', why: 'planned' });
    return 'planned';
  }

  claimNext(after: number, lane: string): Claimed | null {
    if (this.send?.status !== 'sending' && this.#safeguards.statusAtClaim) return null;
    const found = findWorkable(this.batches, after, this.now);
    if (found === null) return null;
    const token = `lease-${++this.#minted}`;
    const { now, people } = this;
    const claim = {
      now,
      token,
      lane,
      key: `key-${this.#minted}`,
      changes: people.history().length,
      whyLeft: (id: number) => people.whyLeft(id, now),
    };
    const batch = claimBatch(found, claim, this.#safeguards);
    if (this.#safeguards.commitBeforeCall) this.#write(batch);
    const claimed = {
      batch,
      token,
      isLast: findWorkable(this.batches, batch.n, now) === null,
      keyAgeSeconds: Math.round((now - (batch.firstCalledAt ?? now)) / 1000),
      mails: batch.ids.map((subscriber) => ({
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
    const settled = settleBatch(batch, token, settlement, this.now, this.#safeguards);
    if (settled === null) return false;
    this.#write(settled);
    if (settled.state === 'split') {
      this.batches = [...this.batches, ...halveBatch(settled, this.batches.length)];
    }
    return true;
  }

  countRefusal(isHalf: boolean): Standing {
    if (this.send === null) return nothingCounted;
    const isAccepted = ({ state, ids }: Batch) => state === 'accepted' && ids.length > 0;
    const isUntried = !this.batches.some(isAccepted) && !this.send.isResumed;
    const counted = isHalf && !isUntried ? 0 : 1;
    this.send = { ...this.send, refusals: this.send.refusals + counted };
    return { ...this.send, isUntried };
  }

  countUnclear(): Standing {
    if (this.send === null) return nothingCounted;
    this.send = { ...this.send, unclear: this.send.unclear + 1 };
    return { ...this.send, isUntried: false };
  }

  forgetTrouble(): void {
    if (this.send !== null) this.send = { ...this.send, refusals: 0, unclear: 0 };
  }

  closeCancelled(): void {
    if (this.send?.status !== 'cancelled') return;
    this.batches = this.batches.map((batch) => closeBatch(batch, this.now));
  }

  reopenTransient(): boolean {
    const before = this.batches;
    this.batches = before.map((batch) => reopenBatch(batch, this.#safeguards));
    return this.batches.some((batch, i) => batch !== before[i]);
  }

  decideUnknown(outcome: 'accepted' | 'rejected'): void {
    this.batches = this.batches.map((batch) => resolveBatch(batch, outcome));
  }

  /** As `resumePaused`. */
  resumePaused(sendNow: boolean): Resumed | null {
    const { send } = this;
    if (send?.status !== 'paused') return null;
    const target = this.#whereTo(send, sendNow);
    if (target === 'missed') return target;
    const edition = send.edition + (target === 'planning' ? 1 : 0);
    this.log.push({ from: 'paused', to: target });
    const change = { status: target, refusals: 0, isResumed: true, resumeAt: null, edition };
    this.send = { ...send, ...change };
    return target;
  }

  #whereTo({ isPlanned, scheduledAt }: SendRow, sendNow: boolean): Resumed {
    if (isPlanned) return 'sending';
    if (scheduledAt !== null && scheduledAt > this.now) return 'scheduled';
    return scheduledAt === null || sendNow ? 'planning' : 'missed';
  }

  /** As `updateWaiting`: only what was never planned. */
  updateWaiting(change: { delaySeconds: number | null; revision: number }): void {
    const { send } = this;
    if (send === null || send.isPlanned) return;
    if (send.status !== 'scheduled' && send.status !== 'paused') return;
    const { delaySeconds, revision } = change;
    const status = delaySeconds === null ? send.status : 'scheduled';
    const scheduledAt = delaySeconds === null ? send.scheduledAt : this.now + delaySeconds * 1000;
    if (status !== send.status || revision !== send.revision) {
      this.log.push({ from: send.status, to: status });
    }
    this.send = { ...send, status, scheduledAt, revision, edition: send.edition + 1 };
  }

  settleUnknownByFeedback(): void {
    const spokenOf = (id: number) => this.deliveries.isSpokenOf(id);
    this.batches = this.batches.map((batch) => settleByFeedback(batch, spokenOf));
  }

  readLane(lane: string): LaneView {
    const isSending = this.send?.status === 'sending';
    return { isSending, ...viewFromLane(this.batches, this.now, lane) };
  }

  /** As `noteRing`. */
  noteRing(most: number): number {
    if (this.send === null) return 0;
    this.send = { ...this.send, lanesRungAt: this.now };
    return Math.min(most, countActive(this.batches, this.now).due);
  }

  readActive(): Omit<ActiveSend, 'id'> | null {
    const { send, now } = this;
    if (send?.status !== 'planning' && send?.status !== 'sending') return null;
    const isRung = send.lanesRungAt !== null && send.lanesRungAt > now - silentSeconds * 1000;
    return { status: send.status, ...countActive(this.batches, now), isRung };
  }

  readCounts() {
    return countOutcomes(this.batches, this.send?.recipients ?? 0);
  }

  /** Whether the schedule is due, and whether it was missed. */
  readSchedule(): 'not_due' | 'due' | 'stale' {
    if (this.send?.status !== 'scheduled' || this.send.scheduledAt === null) return 'not_due';
    if (this.send.scheduledAt > this.now) return 'not_due';
    return this.now > this.send.scheduledAt + staleAfter ? 'stale' : 'due';
  }

  #write(batch: Batch): void {
    this.batches = this.batches.map((old) => (old.n === batch.n ? batch : old));
  }
}
