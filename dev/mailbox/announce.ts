// Turns an acceptance, or a test's order, into webhooks on their way.

import {
  EventOrder,
  type EventSubject,
  type EventType,
  eventBody,
  newSvixId,
  planEvents,
} from './events.ts';
import type { Fault } from './faults.ts';
import type { Mailbox } from './mailbox.ts';
import { ordinalOf } from './message-id.ts';
import type { LogLine } from './store.ts';
import type { Outgoing } from './webhooks.ts';

/**
 * Queues the events of the messages just accepted; settles when all have arrived or been given up.
 * The messages are read from the log again when their turn comes: a long queue holds none of them.
 */
export function announce(
  mailbox: Mailbox,
  line: LogLine,
  about: { from: string; subject: string },
  faults: readonly Fault[],
): Promise<void> {
  const has = (name: Fault['fault']) => faults.some(({ fault }) => fault === name);
  const { auto, events, status } = mailbox.webhooks.target;
  if (!auto || status === 'disabled' || has('webhook_lost')) return Promise.resolve();
  const copies = faults.find((fault) => fault.fault === 'webhook_twice')?.copies ?? 1;
  const delayMs = faults.find((fault) => fault.fault === 'webhook_late')?.delayMs ?? 0;
  const forge = has('webhook_forged');

  const failing = faults.find((fault) => fault.fault === 'webhook_failed');
  const detail = failing === undefined ? {} : { failed: { reason: failing.reason } };
  const plan: Plan = ({ id, to }) => {
    const isLater = mailbox.scheduled.momentOf(id) !== null;
    const usual: EventType[] = isLater ? ['email.scheduled'] : planEvents(to);
    const happens: EventType[] = failing ? ['email.sent', 'email.failed'] : usual;
    return happens.filter((type) => events.includes(type));
  };

  let count = 0;
  for (const message of line.messages ?? []) count += plan(message).length;
  const first = ordinalOf(line.ids[0] ?? '') ?? 0;
  function* make(): Generator<Outgoing> {
    const [kept] = mailbox.store.accepting(first, true);
    const planned = kept === undefined ? [] : planLine(kept.line, about, plan);
    for (const { type, subject } of has('webhook_permuted') ? shuffle(planned) : planned) {
      const createdAt = new Date(mailbox.now()).toISOString();
      const body = eventBody(type, subject, createdAt, type === 'email.failed' ? detail : {});
      const told = { id: newSvixId(), type, createdAt, body };
      const event = { ...told, forged: false, timestampOffsetSeconds: 0 };
      if (forge) yield { ...event, forged: true };
      for (let copy = 0; copy < copies; copy += 1) yield event;
    }
  }
  return mailbox.webhooks.enqueue(count * (copies + (forge ? 1 : 0)), make, delayMs);
}

/** Queues the events of a mail whose moment has come. */
export function announceSent(mailbox: Mailbox, subject: EventSubject): void {
  const { auto, events, status } = mailbox.webhooks.target;
  if (!auto || status === 'disabled') return;
  for (const type of planEvents(subject.to)) {
    if (!events.includes(type)) continue;
    announceOrdered(mailbox, subject, EventOrder.parse({ id: subject.id, type }));
  }
}

/** Queues what `POST /_mailbox/events` ordered. */
export function announceOrdered(
  mailbox: Mailbox,
  subject: EventSubject,
  order: EventOrder,
): { svixId: string } {
  const svixId = order.svixId ?? newSvixId();
  const createdAt = order.createdAt ?? new Date(mailbox.now()).toISOString();
  const body = eventBody(order.type, subject, createdAt, order.detail);
  const { type, forged, times, timestampOffsetSeconds } = order;
  function* make(): Generator<Outgoing> {
    for (let copy = 0; copy < times; copy += 1)
      yield { id: svixId, type, createdAt, body, forged, timestampOffsetSeconds };
  }
  void mailbox.webhooks.enqueue(times, make, order.delaySeconds * 1000);
  return { svixId };
}

type Plan = (message: { id: string; to: readonly string[] }) => EventType[];

/** All first events go before all second ones, as the mails leave together and arrive later. */
function planLine(
  { messages = [], at }: LogLine,
  about: { from: string; subject: string },
  plan: Plan,
): { type: EventType; subject: EventSubject }[] {
  return [0, 1, 2].flatMap((step) =>
    messages.flatMap(({ id, to, tags, from = about.from, subject = about.subject }) => {
      const type = plan({ id, to })[step];
      if (type === undefined) return [];
      return [{ type, subject: { id, from, to, subject, tags, acceptedAt: at } }];
    }),
  );
}

function shuffle<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
