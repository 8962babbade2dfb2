// Everything that can happen between two steps, as commands that fast-check puts into random orders.

import fc from 'fast-check';
import { leaseSeconds } from '../../../src/sending/delivery/batch-queries.ts';
import { callFault, gate } from './call-faults.ts';
import type { SendDatabase } from './database.ts';
import { mostSends, wish } from './setting.ts';
import type { Simulation } from './simulation.ts';
import type { StepFault } from './steps.ts';

/** fast-check's model: a precondition may look at everything, for what must hold is the watch's business. */
interface Model {
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

/** What an editor does to one of the sends. */
function toSend<Args extends readonly unknown[]>(
  name: string,
  args: fc.Arbitrary<Args>,
  act: (sim: Simulation, db: SendDatabase, ...args: Args) => void,
): fc.Arbitrary<Command> {
  return event(name, fc.tuple(fc.nat(mostSends - 1), args), always, (sim, i, given) => {
    const db = sim.editors.sendOf(i);
    if (db) act(sim, db, ...given);
  });
}

/** Sends with a claimed batch while another is being planned. */
function findCalling({ sends }: Simulation): SendDatabase[] {
  if (!sends.all.some(({ send }) => send.status === 'planning')) return [];
  return sends.all.filter(
    ({ send, batches }) =>
      send.status === 'sending' && batches.some(({ state }) => state === 'claimed'),
  );
}

const index = fc.nat(9);
const one = fc.tuple(index);
const none: fc.Arbitrary<[]> = fc.tuple();
const always = () => true;
const isCalling = ({ sends }: Simulation) =>
  sends.all.some(({ batches }) => batches.some(({ leaseToken }) => leaseToken !== null));
const hasRoom = ({ sends }: Simulation) => sends.all.length < mostSends;
const hasWorker = ({ workers }: Simulation) => workers.length > 0;
const hasMessage = (sim: Simulation) => sim.dueMessage(0) !== null;
const hasMail = ({ provider }: Simulation) => provider.accepted.length > 0;

const stepFault = fc.constantFrom<StepFault>(
  'refused',
  'unheard',
  'swallowed',
  'late',
  'killed_before',
  'killed_after',
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
  always,
  (sim, fault, times) => {
    for (let i = 0; i < times; i++) sim.callFaults.push(fault);
  },
);

const wait = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(1, 10, minute, 2 * minute, 10 * minute) },
  { weight: 1, arbitrary: fc.constantFrom(hour, 12 * hour, 23 * hour, 25 * hour) },
);

const passTime = event('pass', fc.tuple(wait), always, (sim, seconds) => sim.pass(seconds));

/** Until no lease is alive: whoever works on is late. */
const outlive = event('outliveLeases', none, isCalling, (sim) => sim.pass(leaseSeconds + 1));

const tick = event('tick', none, always, (sim) => sim.tick());

const happens = fc.oneof(
  { weight: 240, arbitrary: work },
  { weight: 120, arbitrary: deliver },
  { weight: 28, arbitrary: orderFaults },
  { weight: 60, arbitrary: passTime },
  { weight: 20, arbitrary: outlive },
  { weight: 32, arbitrary: tick },
  {
    weight: 32,
    arbitrary: event('workBadly', fc.tuple(index, stepFault), hasWorker, (sim, i, fault) =>
      sim.work(i, fault),
    ),
  },
  { weight: 16, arbitrary: event('deliverTwice', one, always, (sim, i) => sim.deliver(i, 2)) },
  { weight: 16, arbitrary: event('lose', one, always, (sim, i) => sim.lose(i)) },
  {
    weight: 16,
    arbitrary: event('arriveLate', none, always, (sim) => sim.provider.arrive(sim.sends.now)),
  },
  {
    weight: 8,
    arbitrary: event('doLate', none, always, (sim) => sim.arriveLate()),
  },
  {
    weight: 12,
    arbitrary: event('runOutOfSlots', none, always, (sim) => {
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
      event('rest', one, always, (sim, i) => sim.people.rest(i, sim.sends.now + 24 * hour * 1000)),
      event('suppress', one, always, (sim, i) => sim.people.suppress(sim.people.emailOf(i) ?? '')),
      event('move', one, always, (sim, i) => sim.people.move(i, sim.sends.now)),
      event('erase', one, always, (sim, i) => sim.people.erase(i)),
    ),
  },
  {
    weight: 16,
    arbitrary: event('trigger', fc.tuple(wish), hasRoom, (sim, asked) =>
      sim.editors.trigger(asked),
    ),
  },
  { weight: 12, arbitrary: toSend('pause', none, (sim, db) => sim.editors.pause(db)) },
  {
    weight: 32,
    arbitrary: toSend('resume', fc.tuple(fc.boolean(), fc.boolean()), (sim, db, sendNow, says) =>
      sim.editors.resume(db, sendNow, says),
    ),
  },
  {
    weight: 12,
    arbitrary: toSend(
      'resolve',
      fc.constantFrom<['accepted' | 'rejected'][]>(['accepted'], ['rejected']),
      (_, db, outcome) => db.decideUnknown(outcome),
    ),
  },
  {
    weight: 4,
    arbitrary: toSend('reschedule', fc.tuple(fc.constantFrom(0, hour)), (sim, db, seconds) =>
      sim.editors.reschedule(db, seconds),
    ),
  },
  { weight: 8, arbitrary: event('edit', none, always, (sim) => sim.editors.edit()) },
  { weight: 12, arbitrary: toSend('revise', none, (sim, db) => sim.editors.revise(db)) },
  { weight: 120, arbitrary: toSend('retry', none, (sim, db) => sim.editors.retry(db)) },
  { weight: 24, arbitrary: toSend('changeMind', none, (sim, db) => sim.editors.changeMind(db)) },
  {
    weight: 60,
    arbitrary: event(
      'cancelCalling',
      fc.tuple(index, fc.boolean(), fc.boolean()),
      (sim) => findCalling(sim).length > 0,
      (sim, i, isCut, isRefused) => {
        const calling = findCalling(sim);
        const db = calling[i % calling.length];
        if (db) sim.editors.cancel(db, isCut);
        if (isRefused) sim.callFaults.unshift(gate(429, 'rate_limit_exceeded', null));
      },
    ),
  },
  {
    weight: 4,
    arbitrary: toSend('cancel', fc.tuple(fc.boolean()), (sim, db, isCut) =>
      sim.editors.cancel(db, isCut),
    ),
  },
);

/** What happens, in its order. */
export const schedule = fc.commands([happens], { maxCommands: 250, size: 'max' });
