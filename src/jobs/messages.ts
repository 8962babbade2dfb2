// What stands in the queues: every message, as it is read and as it is sent.

import * as z from 'zod';
import { newRoad } from '../sending/delivery/roads.ts';

/** Work of a queue. The database holds the work; a message only says that there is work. */
export const WorkMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), sendId: z.uuid() }),
  // Delayed until the moment of a send that waits.
  z.object({ kind: z.literal('due'), sendId: z.uuid() }),
  // Up to five lanes of a send: they work for a minute or so, then pass themselves on.
  z.object({
    kind: z.literal('lanes'),
    sendId: z.uuid(),
    road: z.uuid(),
    turn: z.int().min(0),
  }),
  // Enqueued by a version before: one lane, in the queue JOBS.
  z.object({ kind: z.literal('deliver'), sendId: z.uuid(), lane: z.uuid().default(newRoad) }),
  // Half a minute after a tick: enqueues what is missing by now.
  z.object({ kind: z.literal('sweep') }),
  z.object({ kind: z.literal('import'), importId: z.uuid() }),
  // What hung on a list that is gone.
  z.object({ kind: z.literal('removal'), listId: z.int32() }),
  z.object({ kind: z.literal('letter'), letterId: z.uuid() }),
  // Sources to read, or sections to write.
  z.object({ kind: z.literal('proposal'), proposalId: z.uuid() }),
  // Its moment has come, or one of its runs can go on.
  z.object({ kind: z.literal('rhythm'), rhythmId: z.uuid() }),
  // To be asked for news.
  z.object({ kind: z.literal('feed'), feedId: z.uuid() }),
  // Sources of the last digests to look at again.
  z.object({ kind: z.literal('watch') }),
]);
export type WorkMessage = z.infer<typeof WorkMessage>;

/**
 * A press on unsubscribe that the database did not take. No token and no address: what the token said,
 * and when the button was pressed.
 */
export const UnsubscribeMessage = z.object({
  kind: z.literal('leave'),
  subscriber: z.int().min(0),
  list: z.int().min(0),
  send: z.uuid().nullable(),
  method: z.enum(['one-click', 'page', 'mailto']),
  network: z.string().nullable(),
  at: z.iso.datetime(),
});
export type UnsubscribeMessage = z.infer<typeof UnsubscribeMessage>;

/** A mail to an editor's address of the inbox, which Resend holds: nothing of it but its id. */
export const MailMessage = z.object({
  kind: z.literal('mail'),
  id: z.string().regex(/^[\w-]{1,100}$/),
  editor: z.uuid(),
  turn: z.int().min(0),
  /** When Resend told of it. */
  at: z.iso.datetime(),
});
export type MailMessage = z.infer<typeof MailMessage>;

/**
 * A webhook event whose signature was verified; `id` is its svix-id, `payload` what is kept of it. Read
 * by hand (events.ts): of these there are thousands a second.
 */
export type WebhookMessage = { kind: 'event'; id: string; payload: unknown };

type Work<Kind extends WorkMessage['kind']> = Extract<WorkMessage, { kind: Kind }>;

/** Which message goes into which queue. */
export interface QueueMessages {
  jobs: Work<
    'plan' | 'due' | 'sweep' | 'import' | 'removal' | 'proposal' | 'rhythm' | 'feed' | 'watch'
  >;
  lanes: Work<'lanes'>;
  letters: Work<'letter'>;
  /** What happened out there and stands in no table yet. */
  events: WebhookMessage | UnsubscribeMessage | MailMessage;
}
