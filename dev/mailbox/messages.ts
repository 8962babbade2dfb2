// Reads accepted messages back from disk: one by id, or pages filtered by recipient, send, subject.

import { bareAddress, checkEmail, type Email, type EmailTag } from './email.ts';
import { planEvents } from './events.ts';
import type { Mailbox } from './mailbox.ts';
import { ordinalOf } from './message-id.ts';
import type { LoggedMessage, LogLine } from './store.ts';

/** What the lists show of a message without opening its body. */
export interface MessageHead {
  id: string;
  acceptedAt: string;
  idempotencyKey: string | null;
  from: string;
  to: string[];
  subject: string;
  tags: EmailTag[];
  /** As in Resend's `last_event`: what became of it last. */
  lastEvent: string;
}

/** A whole message; in lean mode without body and headers. */
export interface Message extends MessageHead {
  cc: string[];
  bcc: string[];
  reply_to: string[];
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
}

export interface MessageQuery {
  to?: string | undefined;
  send?: string | undefined;
  subject?: string | undefined;
  /** Part of an address or of the subject. */
  search?: string | undefined;
  /** Messages to leave out. */
  isHidden?: (id: string) => boolean;
  limit: number;
  /** Ordinal to begin at. */
  from: number;
  newestFirst: boolean;
}

interface Found {
  ordinal: number;
  head: MessageHead;
  logged: LoggedMessage;
}

/** The heads that match, and the ordinal after the last one looked at (null at the end). */
export function findMessages(
  mailbox: Mailbox,
  query: MessageQuery,
): { found: Found[]; next: number | null } {
  const found: Found[] = [];
  for (const { ordinal, logged, line } of walk(mailbox, query.from, !query.newestFirst)) {
    if (query.isHidden?.(logged.id) || !matches(logged, query)) continue;
    if (found.length === query.limit) return { found, next: ordinal };
    found.push({ ordinal, logged, head: readHead(mailbox, line, logged) });
  }
  return { found, next: null };
}

/** The message with this id, or null. */
export function readMessage(mailbox: Mailbox, id: string): Message | null {
  const ordinal = ordinalOf(id);
  if (ordinal === null || ordinal >= mailbox.store.count) return null;
  const [here] = walk(mailbox, ordinal, true);
  if (here === undefined || here.logged.id !== id) return null;
  return openMessage(mailbox, readHead(mailbox, here.line, here.logged), here.logged);
}

/** The head with the body from disk. */
export function openMessage(mailbox: Mailbox, head: MessageHead, logged: LoggedMessage): Message {
  if (logged.body === undefined)
    return { ...head, cc: [], bcc: [], reply_to: [], html: null, text: null, headers: {} };
  const { cc, bcc, reply_to, html, text, headers } = parseKept(
    mailbox.store.readMessage(logged.body),
  );
  return { ...head, cc, bcc, reply_to, html, text, headers };
}

function* walk(mailbox: Mailbox, from: number, forwards: boolean) {
  for (const { first, line } of mailbox.store.accepting(from, forwards)) {
    const messages = line.messages ?? [];
    const start = from >= first && from < first + messages.length ? from - first : null;
    let index = start ?? (forwards ? 0 : messages.length - 1);
    for (; index >= 0 && index < messages.length; index += forwards ? 1 : -1) {
      const logged = messages[index];
      if (logged !== undefined) yield { ordinal: first + index, logged, line };
    }
  }
}

function matches(logged: LoggedMessage, { to, send, subject, search }: MessageQuery): boolean {
  if (send !== undefined && logged.tags.send !== send) return false;
  if (to !== undefined && !logged.to.some((address) => isSame(address, to))) return false;
  if (subject !== undefined && !holds(logged.subject ?? '', subject)) return false;
  if (search === undefined) return true;
  return holds(logged.subject ?? '', search) || logged.to.some((address) => holds(address, search));
}

function isSame(address: string, wanted: string): boolean {
  return bareAddress(address).toLowerCase() === bareAddress(wanted).toLowerCase();
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

function readHead(mailbox: Mailbox, line: LogLine, logged: LoggedMessage): MessageHead {
  const { id, to, tags, from = '', subject = '' } = logged;
  const ordered = mailbox.lastEvents.get(id);
  const usual = mailbox.scheduled.isWaiting(id) ? 'email.scheduled' : planEvents(to).at(-1);
  const last = ordered ?? usual ?? 'email.sent';
  return {
    id,
    acceptedAt: line.at,
    idempotencyKey: line.idempotencyKey,
    from,
    to,
    subject,
    tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
    lastEvent: last.replace(/^email\./, ''),
  };
}

/** What is kept was checked when it was accepted; kept JSON is the client's or our own. */
function parseKept(json: string): Email {
  const kept: unknown = JSON.parse(json);
  const own = isFilled(kept) ? { ...kept, template: undefined } : kept;
  const checked = checkEmail(own, false);
  if (checked.kind === 'refused') throw new Error(`Kept message: ${checked.refusal.message}`);
  return checked.value;
}

/** A hosted template's message is kept filled in, beside the template's name. */
function isFilled(value: unknown): value is { template: unknown; html: string } {
  return typeof value === 'object' && value !== null && 'template' in value && 'html' in value;
}
