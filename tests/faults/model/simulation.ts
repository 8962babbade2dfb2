// The sends of one digest with their database, provider, queue, workers and people; whoever drives it decides
// what happens next.

import type { FeedbackEvent } from '../../../src/resend/feedback.ts';
import { roadDigits } from '../../../src/sending/delivery/roads.ts';
import type { Claimed } from './claims.ts';
import type { SendDatabase } from './database.ts';
import { Editors } from './editors.ts';
import { People } from './people.ts';
import { doJob, type Engine, type Job } from './protocol.ts';
import { type Acceptance, type Answer, type Call, type CallFault, Provider } from './provider.ts';
import type { Invariant, Safeguards } from './safeguards.ts';
import { Sends } from './sends.ts';
import { type Step, type StepFault, Worker } from './steps.ts';
import { sweep, sweepWork } from './sweep-steps.ts';
import { Watch } from './watch.ts';

/** What differs between two simulations before anything happens. */
export interface Setting {
  people: number;
  /** Numbers of people whose addresses the provider refuses. */
  poisoned: number[];
  /** Seconds by which the clocks of workers and provider differ from the database's. */
  workerSkew: number;
  providerSkew: number;
  /** Of the days of a domain that warms up; absent: none is capped. */
  caps?: readonly number[];
}

interface Message {
  job: Job;
  dueAt: number;
  attempts: number;
}

interface Running {
  worker: Worker;
  /** Null: the cron tick, which nobody repeats. */
  message: Message | null;
}

const mostWorkers = 5;
/** As in wrangler.toml; after that the message is recorded and forgotten. */
const mostRetries = 10;
/** Longer than this no consumer lives. */
const longestLife = 15 * 60 * 1000;

export class Simulation {
  readonly sends: Sends;
  readonly provider: Provider;
  readonly people: People;
  readonly watch: Watch;
  readonly editors = new Editors(this);
  queue: Message[] = [];
  workers: Running[] = [];
  /** Faults of the next calls, and how many more times there is no slot. */
  readonly callFaults: CallFault[] = [];
  missingSlots = 0;
  /** Statements that are done only after their workers have given up on them. */
  readonly #late: Step[] = [];
  readonly engine: Engine;
  readonly #poisoned: ReadonlySet<number>;
  #told = 0;
  #roads = 0;

  constructor(setting: Setting, safeguards: Safeguards, heeds: Invariant | null = null) {
    this.people = new People(setting.people, setting.poisoned);
    this.provider = new Provider(setting.providerSkew * 1000);
    this.sends = new Sends(this.people, safeguards, setting.caps);
    this.watch = new Watch(this, heeds);
    this.#poisoned = new Set(setting.poisoned);
    this.engine = {
      sends: this.sends,
      safeguards,
      notePlanLooks: (db) => this.watch.notePlanLooks(db),
      notePlan: (db, leftOut, readers) => this.watch.notePlan(db, leftOut, readers),
      callProvider: (db, claimed, call, fault) => this.#callProvider(db, claimed, call, fault),
      isOutOfSlots: () => this.missingSlots > 0 && this.missingSlots-- > 0,
      enqueue: (job, delaySeconds = 0) => this.enqueue(job, delaySeconds),
      newRoad: () => `${String(10 ** 6 - ++this.#roads).padStart(roadDigits, '0')}00`,
      workerClock: () => new Date(this.sends.now + setting.workerSkew * 1000),
    };
  }

  // ── Queue and workers ─────────────────────────────────────────────────────────────────────────

  enqueue(job: Job, delaySeconds = 0): void {
    this.queue.push({ job, dueAt: this.sends.now + delaySeconds * 1000, attempts: 1 });
  }

  /** Gives the `i`-th due message to a worker; `copies` 2: the queue delivers it twice. */
  deliver(i: number, copies = 1): void {
    const message = this.dueMessage(i);
    if (message === null) return;
    this.queue = this.queue.filter((other) => other !== message);
    for (let copy = 0; copy < copies; copy++) {
      this.start(message.job.kind, doJob(this.engine, message.job), message);
    }
  }

  dueMessage(i: number): Message | null {
    const due = this.queue.filter(({ dueAt }) => dueAt <= this.sends.now);
    return due[i % Math.max(1, due.length)] ?? null;
  }

  lose(i: number): void {
    const message = this.queue[i % Math.max(1, this.queue.length)];
    this.queue = this.queue.filter((other) => other !== message);
  }

  tick(): void {
    this.start('sweep', sweep(this.engine), null);
  }

  hasFreeWorker(): boolean {
    return this.workers.length < mostWorkers;
  }

  /** Roads at work and on their way, copies of a message included, each once if it is passed on. */
  countRoads(): number {
    const all = [...this.queue, ...this.workers.flatMap(({ message }) => message ?? [])];
    const roads = all.flatMap(({ job }) => (job.kind === 'lanes' ? [job] : []));
    const isPassedOn = ({ road, turn }: { road: string; turn: number }) =>
      roads.some((other) => other.road === road && other.turn > turn);
    return roads.filter((road) => !isPassedOn(road)).length;
  }

  /** One of the statements that are late is done after all; false if none is, or all wait for locks. */
  arriveLate(): boolean {
    const at = this.#late.findIndex((late) => !late.isBlocked());
    for (const late of at < 0 ? [] : this.#late.splice(at, 1)) late.run({ kind: 'none' });
    return at >= 0;
  }

  /** All workers die at once; `andQueue`: their messages with them, as in `npm start`. */
  kill(andQueue: boolean): void {
    const messages = this.workers.flatMap(({ message }) => message ?? []);
    for (const { worker } of this.workers) worker.kill();
    this.workers = [];
    this.queue = andQueue ? [] : [...this.queue, ...messages];
  }

  /** As `npm start`: enqueues once for all that stands still. */
  restart(): void {
    this.start('start', sweepWork(this.engine, true), null);
  }

  /** Starts a worker; if there are too many, the message waits. */
  start(name: string, work: ReturnType<typeof sweep>, message: Message | null): void {
    if (this.workers.length >= mostWorkers) {
      if (message) this.queue.push(message);
      return;
    }
    const running = { worker: new Worker(name, work, this.sends.now), message };
    if (!running.worker.isDone) this.workers.push(running);
  }

  /** The next step of the `i`-th worker. */
  work(i: number, fault: StepFault = 'none'): void {
    const running = this.workers[i % Math.max(1, this.workers.length)];
    if (running === undefined) return;
    const { worker, message } = running;
    const isCall = worker.nextKind === 'call' && !worker.isWaiting(this.sends.now);
    const callFault: CallFault = (isCall ? this.callFaults.shift() : undefined) ?? { kind: 'none' };
    const end = worker.advance(fault, callFault, this.sends.now, (late) => this.#late.push(late));
    this.pass(0.001);
    this.watch.check();
    if (end === 'going') return;
    this.workers = this.workers.filter((other) => other !== running);
    if (message === null || end === 'done') return;
    // A throw is retried with a delay, a silent worker's message comes again by itself.
    const delay = end === 'gone' ? 30 : Math.min(300, 2 ** message.attempts);
    if (message.attempts > mostRetries) return;
    const again = { job: message.job, attempts: message.attempts + 1 };
    this.queue.push({ ...again, dueAt: this.sends.now + delay * 1000 });
  }

  pass(seconds: number): void {
    this.sends.now += seconds * 1000;
    this.workers = this.workers.filter(({ worker, message }) => {
      if (this.sends.now - worker.startedAt <= longestLife) return true;
      worker.kill();
      if (message) this.queue.push({ ...message, dueAt: this.sends.now });
      return false;
    });
  }

  /** Whether the provider refused the person's address from the start. */
  wasPoisoned(id: number): boolean {
    return this.#poisoned.has(id);
  }

  #callProvider(db: SendDatabase, claimed: Claimed, call: Call, fault: CallFault): Answer {
    this.watch.noteCall(db, claimed, call);
    return this.provider.take(call, fault, this.sends.now);
  }

  // ── Webhooks ──────────────────────────────────────────────────────────────────────────────────

  /** Queues a webhook about the `i`-th accepted mail, `copies` times. */
  tell(i: number, kind: string, copies: number, ageSeconds: number): void {
    const { accepted } = this.provider;
    const mail = accepted[i % Math.max(1, accepted.length)];
    if (!mail) return;
    const event = this.#eventOf(mail, kind, ageSeconds);
    for (let copy = 0; copy < copies; copy++) this.enqueue({ kind: 'events', events: [event] });
  }

  #eventOf(mail: Acceptance, kind: string, ageSeconds: number): FeedbackEvent {
    return {
      id: `event-${++this.#told}`,
      kind,
      at: new Date(this.sends.now - ageSeconds * 1000),
      sendId: String(mail.send),
      subscriberId: mail.subscriber,
      to: this.people.emailOf(mail.subscriber),
      isPermanentBounce: kind === 'bounced',
      isTransientBounce: false,
      detail: {},
    };
  }
}
