// Mail that came to us: ordered by hand, told as an event, and handed over as Resend does.

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { announceOrdered } from './announce.ts';
import { EventOrder, messageId } from './events.ts';
import type { Mailbox } from './mailbox.ts';
import { refusals } from './refusal.ts';
import type { ReadAnswer } from './resend-read.ts';

/** The body of `POST /_mailbox/received`. */
export const MailOrder = z.strictObject({
  from: z.string().min(1),
  to: z.union([z.array(z.string()).min(1), z.string().transform((one) => [one])]),
  subject: z.string().default(''),
  text: z.string().nullable().default(null),
  html: z.string().nullable().default(null),
  headers: z.record(z.string(), z.unknown()).default({}),
});
type MailOrder = z.infer<typeof MailOrder>;

interface ReceivedMail extends MailOrder {
  id: string;
  receivedAt: string;
}

/** By id, as long as the mailbox runs. */
export type ReceivedMails = Map<string, ReceivedMail>;

/** Takes a mail in and tells of it. */
export function receiveMail(mailbox: Mailbox, order: MailOrder): { id: string; svixId: string } {
  const mail = { ...order, id: randomUUID(), receivedAt: new Date(mailbox.now()).toISOString() };
  mailbox.received.set(mail.id, mail);
  const { id, from, to, subject, receivedAt } = mail;
  const event = EventOrder.parse({
    id,
    type: 'email.received',
    detail: { cc: [], bcc: [], received_for: to, attachments: [] },
  });
  const about = { id, from, to, subject, tags: {}, acceptedAt: receivedAt };
  return { id, ...announceOrdered(mailbox, about, event) };
}

/** `GET /emails/receiving/:id`. */
export function readReceived(mailbox: Mailbox, id: string): ReadAnswer {
  const mail = mailbox.received.get(id);
  if (mail === undefined) return { refusal: { ...refusals.notFound, message: 'Email not found' } };
  const { receivedAt, ...written } = mail;
  const body = {
    object: 'email',
    ...written,
    created_at: receivedAt,
    cc: [],
    bcc: [],
    reply_to: [],
    received_for: mail.to,
    message_id: messageId(mail),
    attachments: [],
  };
  return { status: 200, body };
}
