// Mails for later: accepted at once, they wait for their moment and can be moved or cancelled until then.

import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { announceSent } from './announce.ts';
import { badMoment, isMoment } from './email.ts';
import type { Mailbox } from './mailbox.ts';
import { readMessage } from './messages.ts';
import { refusals, validationError } from './refusal.ts';
import type { ReadAnswer } from './resend-read.ts';

export interface Scheduled {
  /** ISO 8601: when the mail goes or went, as was said last; null: it was never for later. */
  momentOf(id: string): string | null;
  isWaiting(id: string): boolean;
  put(id: string, at: string): void;
  /** It waits no longer, gone or cancelled; its moment stays. */
  end(id: string): void;
  listDue(now: number): string[];
  clear(): void;
}

type Line = [id: string, at: string, isWaiting: boolean];

/** Reads the file and adds to it, one JSON line for each change; a torn last line is left out. */
export function openScheduled(path: string): Scheduled {
  const moments = new Map<string, { at: string; isWaiting: boolean }>();
  for (const [id, at, isWaiting] of readLines(path)) moments.set(id, { at, isWaiting });
  const note = (id: string, at: string, isWaiting: boolean) => {
    moments.set(id, { at, isWaiting });
    appendFileSync(path, `${JSON.stringify([id, at, isWaiting])}\n`);
  };
  return {
    momentOf: (id) => moments.get(id)?.at ?? null,
    isWaiting: (id) => moments.get(id)?.isWaiting ?? false,
    put: (id, at) => note(id, at, true),
    end: (id) => note(id, moments.get(id)?.at ?? '', false),
    listDue: (now) =>
      [...moments].flatMap(([id, { at, isWaiting }]) =>
        isWaiting && Date.parse(at) <= now ? [id] : [],
      ),
    clear() {
      moments.clear();
      rmSync(path, { force: true });
    },
  };
}

/** Tells of every mail whose moment has come by the mailbox's own clock. */
export function sendDue(mailbox: Mailbox): void {
  for (const id of mailbox.scheduled.listDue(mailbox.now())) {
    mailbox.scheduled.end(id);
    const message = readMessage(mailbox, id);
    if (message === null) continue;
    const tags = Object.fromEntries(message.tags.map(({ name, value }) => [name, value]));
    announceSent(mailbox, { ...message, tags });
    mailbox.onChange();
  }
}

/** `PATCH /emails/:id` with `scheduled_at`. */
export function moveEmail(mailbox: Mailbox, id: string, body: unknown): ReadAnswer {
  const isObject = typeof body === 'object' && body !== null && 'scheduled_at' in body;
  const at = isObject ? body.scheduled_at : undefined;
  if (typeof at !== 'string' || !isMoment(at)) return { refusal: badMoment };
  return changeWaiting(mailbox, id, () => mailbox.scheduled.put(id, at));
}

/** `POST /emails/:id/cancel`. */
export function cancelEmail(mailbox: Mailbox, id: string): ReadAnswer {
  return changeWaiting(mailbox, id, () => {
    mailbox.scheduled.end(id);
    mailbox.noteEvent(id, 'email.canceled');
  });
}

function changeWaiting(mailbox: Mailbox, id: string, change: () => void): ReadAnswer {
  if (readMessage(mailbox, id) === null)
    return { refusal: { ...refusals.notFound, message: 'Email not found' } };
  // Resend documents no sentence for this.
  if (!mailbox.scheduled.isWaiting(id))
    return { refusal: validationError('Only an email that is still scheduled can be changed.') };
  change();
  mailbox.onChange();
  return { status: 200, body: { object: 'email', id } };
}

/** Guarantee: `openScheduled` wrote the file. */
function readLines(path: string): Line[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}
