// Everything that can happen between two steps, as commands that fast-check puts into random orders.

import fc from 'fast-check';
import type { CallFault } from './provider.ts';
import type { Setting, Simulation } from './simulation.ts';
import type { StepFault } from './steps.ts';

/** fast-check's model: a precondition may look at everything, for what must hold is the watch's business. */
export interface Model {
  sim: Simulation;
}

type Command = fc.Command<Model, Simulation>;

class Event<Args extends readonly unknown[]> implements Command {
  readonly name: string;
  readonly args: Args;
  readonly #can: (sim: Simulation) => boolean;
  readonly #act: (sim: Simulation, ...args: Args) => void;

  constructor(
    name: string,
    args: Args,
    can: (sim: Simulation) => boolean,
    act: (sim: Simulation, ...args: Args) => void,
  ) {
    this.name = name;
    this.args = args;
    this.#can = can;
    this.#act = act;
  }

  check({ sim }: Readonly<Model>): boolean {
    return this.#can(sim);
  }

  run(_model: Model, sim: Simulation): void {
    this.#act(sim, ...this.args);
    sim.pass(0.001);
    sim.watch.check();
  }

  toString(): string {
    return `${this.name}(${this.args.map((arg) => JSON.stringify(arg)).join(', ')})`;
  }
}

function event<Args extends readonly unknown[]>(
  name: string,
  args: fc.Arbitrary<Args>,
  can: (sim: Simulation) => boolean,
  act: (sim: Simulation, ...args: Args) => void,
): fc.Arbitrary<Command> {
  return args.map((given) => new Event(name, given, can, act));
}

const index = fc.nat(9);
const one = fc.tuple(index);
const none: fc.Arbitrary<[]> = fc.tuple();
const always = () => true;
const hasSend = ({ db }: Simulation) => db.send !== null;
const hasWorker = ({ workers }: Simulation) => workers.length > 0;
const hasMessage = (sim: Simulation) => sim.dueMessage(0) !== null;
const hasMail = ({ provider }: Simulation) => provider.accepted.length > 0;

const stepFault = fc.constantFrom<StepFault>('refused', 'unheard', 'killed_before', 'killed_after');

const gate = (status: number, name: string, retryAfter: number | null): CallFault => ({
  kind: 'gate',
  status,
  name,
  retryAfter,
});

const callFault: fc.Arbitrary<CallFault> = fc.oneof(
  fc.constantFrom<CallFault>({ kind: 'lost' }, { kind: 'late' }, { kind: 'slow' }),
  fc
    .constantFrom('none', 'html', 'cut', 'short', 'empty')
    .map((shape): CallFault => ({ kind: 'answer', shape })),
  fc.record({
    kind: fc.constant('error' as const),
    status: fc.constantFrom(500, 502, 503),
    taken: fc.boolean(),
    cached: fc.boolean(),
  }),
  fc.constantFrom(
    gate(429, 'rate_limit_exceeded', null),
    gate(429, 'rate_limit_exceeded', 7),
    gate(429, 'daily_quota_exceeded', 3600),
    gate(429, 'daily_quota_exceeded', null),
    gate(429, 'monthly_quota_exceeded', null),
    gate(401, 'restricted_api_key', null),
    gate(403, 'invalid_api_key', null),
    gate(408, 'request_timeout', null),
  ),
  fc.constantFrom<CallFault>({ kind: 'concurrent' }, { kind: 'misused' }),
  // Says nothing of the people: an editor may try them again.
  fc.constant(gate(404, 'not_found', null)),
);

const kinds = [
  'sent',
  'delivered',
  'bounced',
  'complained',
  'opened',
  'clicked',
  'scanned',
  'delivery_delayed',
];
const minute = 60;
const hour = 60 * minute;

const work = event(
  'work',
  fc.tuple(index, fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 12 }))),
  (sim) => hasWorker(sim) || hasMessage(sim),
  (sim, i, steps) => {
    if (!hasWorker(sim)) sim.deliver(i);
    for (let step = 0; step < steps; step++) sim.work(i);
  },
);

const deliver = event('deliver', one, hasMessage, (sim, i) => sim.deliver(i));

const orderFaults = event(
  'callsWill',
  fc.tuple(callFault, fc.integer({ min: 1, max: 2 })),
  hasSend,
  (sim, fault, times) => {
    for (let i = 0; i < times; i++) sim.callFaults.push(fault);
  },
);

const wait = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(1, 10, minute, 2 * minute, 10 * minute) },
  { weight: 1, arbitrary: fc.constantFrom(hour, 12 * hour, 23 * hour, 25 * hour) },
);

const passTime = event('pass', fc.tuple(wait), always, (sim, seconds) => sim.pass(seconds));

const tick = event('tick', none, hasSend, (sim) => sim.tick());

const happens = fc.oneof(
  { weight: 240, arbitrary: work },
  { weight: 120, arbitrary: deliver },
  { weight: 28, arbitrary: orderFaults },
  { weight: 60, arbitrary: passTime },
  { weight: 32, arbitrary: tick },
  {
    weight: 32,
    arbitrary: event('workBadly', fc.tuple(index, stepFault), hasWorker, (sim, i, fault) =>
      sim.work(i, fault),
    ),
  },
  { weight: 16, arbitrary: event('deliverTwice', one, hasSend, (sim, i) => sim.deliver(i, 2)) },
  { weight: 16, arbitrary: event('lose', one, hasSend, (sim, i) => sim.lose(i)) },
  {
    weight: 16,
    arbitrary: event('arriveLate', none, hasSend, (sim) => sim.provider.arrive(sim.db.now)),
  },
  {
    weight: 12,
    arbitrary: event('runOutOfSlots', none, hasSend, (sim) => {
      sim.missingSlots++;
    }),
  },
  {
    weight: 32,
    arbitrary: event(
      'tell',
      fc.tuple(index, fc.constantFrom(...kinds), fc.integer({ min: 1, max: 2 }), fc.nat(hour)),
      hasMail,
      (sim, i, kind, copies, age) => sim.tell(i, kind, copies, age),
    ),
  },
  {
    weight: 24,
    arbitrary: fc.oneof(
      event('leave', one, always, (sim, i) => sim.people.subscribe(i, false)),
      event('comeBack', one, always, (sim, i) => sim.people.subscribe(i, true)),
      event('rest', one, always, (sim, i) => sim.people.rest(i, sim.db.now + 24 * hour * 1000)),
      event('suppress', one, always, (sim, i) => sim.people.suppress(sim.people.emailOf(i) ?? '')),
      event('move', one, always, (sim, i) => sim.people.move(i, sim.db.now)),
      event('erase', one, always, (sim, i) => sim.people.erase(i)),
    ),
  },
  { weight: 8, arbitrary: event('trigger', none, always, (sim) => sim.trigger(null)) },
  { weight: 12, arbitrary: event('pause', none, hasSend, (sim) => sim.pause()) },
  {
    weight: 32,
    arbitrary: event('resume', fc.tuple(fc.boolean()), hasSend, (sim, sendNow) =>
      sim.resume(sendNow),
    ),
  },
  {
    weight: 12,
    arbitrary: event(
      'resolve',
      fc.constantFrom<['accepted' | 'rejected'][]>(['accepted'], ['rejected']),
      hasSend,
      (sim, outcome) => sim.db.decideUnknown(outcome),
    ),
  },
  {
    weight: 4,
    arbitrary: event('reschedule', fc.tuple(fc.constantFrom(0, hour)), hasSend, (sim, seconds) =>
      sim.reschedule(seconds),
    ),
  },
  { weight: 120, arbitrary: event('retry', none, hasSend, (sim) => sim.retry()) },
  {
    weight: 1,
    arbitrary: event('cancel', fc.tuple(fc.boolean()), hasSend, (sim, cut) => sim.cancel(cut)),
  },
);

/** What happens, in its order. */
export const schedule = fc.commands([happens], { maxCommands: 250, size: 'max' });

export const setting: fc.Arbitrary<Setting & { delaySeconds: number | null }> = fc.record({
  people: fc.oneof(
    { weight: 1, arbitrary: fc.constant(1) },
    { weight: 4, arbitrary: fc.integer({ min: 2, max: 9 }) },
  ),
  poisoned: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
  workerSkew: fc.constantFrom(0, -600, 600),
  providerSkew: fc.constantFrom(0, -600, 600),
  delaySeconds: fc.option(fc.constantFrom(0, 600, 7200), { freq: 4 }),
});
