// The reading half of Resend's API: emails and templates.

import { messageId } from './events.ts';
import type { Mailbox } from './mailbox.ts';
import { ordinalOf } from './message-id.ts';
import { findMessages, type MessageHead, readMessage } from './messages.ts';
import { type Refusal, refusals, validationError } from './refusal.ts';
import type { Template } from './templates.ts';

export type ReadAnswer = { status: number; body: unknown } | { refusal: Refusal };

const listLimit = 100;

/** `GET /emails`: newest first, `limit` 1–100 (20), `after` or `before` an id. */
export function listEmails(mailbox: Mailbox, query: URLSearchParams): ReadAnswer {
  const limit = Number(query.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > listLimit)
    return { refusal: validationError('The `limit` must be a number between 1 and 100.') };
  const after = query.get('after');
  const before = query.get('before');
  if (after !== null && before !== null)
    return { refusal: validationError('`after` and `before` cannot be used together.') };
  const cursor = after ?? before;
  const at = cursor === null ? mailbox.store.count : ordinalOf(cursor);
  if (at === null || (cursor !== null && readMessage(mailbox, cursor) === null))
    return { refusal: validationError('The pagination cursor is not the id of an email.') };
  const newestFirst = before === null;
  const from = newestFirst ? at - 1 : at + 1;
  if (from < 0 || from >= mailbox.store.count) return page(mailbox, [], false);
  const { found, next } = findMessages(mailbox, { limit, from, newestFirst });
  const heads = found.map(({ head }) => head);
  return page(mailbox, newestFirst ? heads : heads.toReversed(), next !== null);
}

/** `GET /emails/:id`. */
export function readEmail(mailbox: Mailbox, id: string): ReadAnswer {
  const message = readMessage(mailbox, id);
  if (message === null) return { refusal: { ...refusals.notFound, message: 'Email not found' } };
  const { html, text, tags, cc, bcc, reply_to } = message;
  const body = {
    object: 'email',
    ...listItem(mailbox, message),
    html,
    text,
    tags,
    cc,
    bcc,
    reply_to,
  };
  return { status: 200, body };
}

/** `POST /templates`, answered 201. */
export function createTemplate(mailbox: Mailbox, body: unknown): ReadAnswer {
  const made = mailbox.templates.create(body, new Date(mailbox.now()).toISOString());
  if (made.kind === 'refused') return { refusal: made.refusal };
  return { status: 201, body: { object: 'template', id: made.value.id } };
}

/** `POST /templates/:id/publish`. */
export function publishTemplate(mailbox: Mailbox, id: string): ReadAnswer {
  const template = mailbox.templates.publish(id, new Date(mailbox.now()).toISOString());
  if (template === null) return noTemplate();
  return { status: 200, body: { object: 'template', id: template.id } };
}

/** `DELETE /templates/:id`. */
export function removeTemplate(mailbox: Mailbox, id: string): ReadAnswer {
  const template = mailbox.templates.remove(id);
  if (template === null) return noTemplate();
  return { status: 200, body: { object: 'template', id: template.id, deleted: true } };
}

/** `GET /templates/:id`. */
export function readTemplate(mailbox: Mailbox, id: string): ReadAnswer {
  const template = mailbox.templates.find(id);
  if (template === null) return noTemplate();
  const { html, text, from, subject, variables, reply_to } = template;
  const content = { html, text, from, subject, variables, reply_to };
  return { status: 200, body: { object: 'template', ...templateItem(template), ...content } };
}

/** `GET /templates`, newest first, all of them. */
export function listTemplates(mailbox: Mailbox): ReadAnswer {
  const data = mailbox.templates.list().map(templateItem).toReversed();
  return { status: 200, body: { object: 'list', has_more: false, data } };
}

function page(mailbox: Mailbox, heads: readonly MessageHead[], hasMore: boolean): ReadAnswer {
  return {
    status: 200,
    body: { object: 'list', has_more: hasMore, data: heads.map((head) => listItem(mailbox, head)) },
  };
}

function listItem(mailbox: Mailbox, { id, to, from, acceptedAt, subject, lastEvent }: MessageHead) {
  return {
    id,
    to,
    from,
    created_at: acceptedAt,
    subject,
    bcc: [] as string[],
    cc: [] as string[],
    reply_to: [] as string[],
    message_id: messageId({ id, from }),
    last_event: lastEvent,
    scheduled_at: mailbox.scheduled.momentOf(id),
  };
}

function templateItem({ id, name, alias, createdAt, publishedAt, versionId }: Template) {
  return {
    id,
    name,
    alias: alias ?? null,
    status: publishedAt === null ? 'draft' : 'published',
    created_at: createdAt,
    updated_at: publishedAt ?? createdAt,
    published_at: publishedAt,
    // Nothing changes a template here: the version that was made is the one that is published.
    has_unpublished_versions: publishedAt === null,
    current_version_id: versionId ?? id,
  };
}

function noTemplate(): ReadAnswer {
  return { refusal: { ...refusals.notFound, message: 'Template not found' } };
}
