// What editors do to the digest and its sends, each at one moment, as src/sending/commands/create.ts and steer.ts do it.

import type { SendStatus } from '../../../src/sending/send-queries.ts';
import type { SendDatabase } from './database.ts';
import { enqueueLanes } from './protocol.ts';
import type { Wish } from './send-row.ts';
import type { Simulation } from './simulation.ts';

export class Editors {
  readonly #sim: Simulation;

  constructor(sim: Simulation) {
    this.#sim = sim;
  }

  /** `POST /api/sends`, if it is not refused. */
  trigger(wish: Wish): void {
    const db = this.#sim.sends.trigger(wish);
    if (db === null) return;
    db.onClaim = (claimed) => this.#sim.watch.noteClaim(db, claimed);
    if (wish.delaySeconds === null) this.#sim.enqueue({ kind: 'plan', send: db.id });
    else this.#ring(db);
  }

  /** What an editor does waits for a plan that holds the send: it is as if it came after it. */
  sendOf(i: number): SendDatabase | null {
    const { all } = this.#sim.sends;
    const db = all[i % Math.max(1, all.length)];
    return db === undefined || db.isLocked() ? null : db;
  }

  pause(db: SendDatabase): void {
    if (this.#sim.sends.safeguards.lastingPause) db.keepPaused();
    step(db, ['sending', 'planning', 'scheduled'], 'paused');
    if (db.send.status === 'paused') this.#sim.watch.hold(db, true);
  }

  /** `says`: how many readers there are now. */
  resume(db: SendDatabase, sendNow: boolean, says: boolean): void {
    const shown = this.#sim.sends.findAudience(db);
    const to = db.resumePaused(sendNow, says ? shown.length : null);
    if (to === null || to === 'missed' || to === 'unexpected') return;
    if (says && to === 'planning') db.shown = shown;
    this.#sim.watch.hold(db, false);
    this.#ring(db);
    if (to === 'planning') this.#sim.enqueue({ kind: 'plan', send: db.id });
    if (to === 'sending') this.#enqueue(db);
  }

  /** `isCut`: the worker dies between its two statements, or gives up on the second. */
  cancel(db: SendDatabase, isCut: boolean): void {
    step(db, ['scheduled', 'planning', 'sending', 'paused'], 'cancelled');
    if (!isCut && !db.isClosingBlocked()) db.closeCancelled();
  }

  retry(db: SendDatabase): void {
    const { status } = db.send;
    if (status !== 'sent' && status !== 'sending' && status !== 'paused') return;
    if (this.#sim.sends.isDigestLocked() || this.#sim.sends.isClosingBlocked()) return;
    this.#sim.sends.closeCancelled();
    const taken = this.#sim.sends.safeguards.retrySkips
      ? this.#sim.sends.findTaken(db, false)
      : new Set<number>();
    if (!db.reopenTransient(taken)) return;
    step(db, ['sent'], 'sending');
    this.#enqueue(db);
  }

  reschedule(db: SendDatabase, delaySeconds: number): void {
    db.updateWaiting({ delaySeconds, revision: db.send.revision });
    if (db.send.status === 'scheduled') this.#sim.watch.hold(db, false);
    this.#ring(db);
  }

  /** `PUT` of the digest. */
  edit(): void {
    this.#sim.sends.revision++;
  }

  /** `PATCH` of a send that waits: it is to mail the newest revision. */
  revise(db: SendDatabase): void {
    db.updateWaiting({ delaySeconds: null, revision: this.#sim.sends.revision });
  }

  /** Paused, edited, moved to the new revision and resumed, all of it in a moment. */
  changeMind(db: SendDatabase): void {
    if (db.send.isPlanned) return;
    this.pause(db);
    this.edit();
    this.revise(db);
    this.resume(db, true, true);
  }

  /** As `enqueueDue`: moments that are far off are the tick's. */
  #ring({ id, send }: SendDatabase): void {
    if (send.status !== 'scheduled' || send.scheduledAt === null) return;
    const seconds = (send.scheduledAt - this.#sim.sends.now) / 1000;
    if (seconds <= 3600) this.#sim.enqueue({ kind: 'due', send: id }, Math.max(0, seconds));
  }

  #enqueue(db: SendDatabase): void {
    this.#sim.start('enqueue', enqueueLanes(this.#sim.engine, db), null);
  }
}

function step(db: SendDatabase, from: SendStatus[], to: SendStatus): boolean {
  return db.changeStatus(from, { to, why: 'by an editor' });
}
