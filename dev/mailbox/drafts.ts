// From the bytes of a request to the messages in it.

import type { SendCall } from './call.ts';
import { checkEmail, type EmailTag } from './email.ts';
import type { Mailbox } from './mailbox.ts';
import { type Refusal, validationError } from './refusal.ts';
import type { LoggedMessage } from './store.ts';

/** A valid message that is not accepted yet. `json` is what the disk keeps; absent in lean mode. */
export interface Draft {
  from: string;
  to: string[];
  subject: string;
  tags: Record<string, string>;
  /** ISO 8601: it goes then, not now. */
  scheduledAt?: string;
  json?: Uint8Array;
}

export type DraftsRead =
  | { kind: 'ok'; drafts: Draft[]; errors: { index: number; message: string }[] }
  | { kind: 'refused'; refusal: Refusal };

export const batchLimit = 100;

/** Reads and checks the messages of a request. */
export function readDrafts(mailbox: Mailbox, call: SendCall): DraftsRead {
  const isBatch = call.endpoint === '/emails/batch';
  const { mode, intake } = mailbox.settings;
  const scanned = isBatch ? intake.scanBatch?.(mailbox, call.bytes) : null;
  if (scanned) return scanned;
  const parsed = parseJson(call.bytes);
  if (parsed === undefined)
    return {
      kind: 'refused',
      refusal: validationError('The request body is not valid JSON.', 400),
    };
  if (isBatch && !Array.isArray(parsed))
    return {
      kind: 'refused',
      refusal: validationError('The `request.body` field must be an `array`.'),
    };
  const values: unknown[] = isBatch && Array.isArray(parsed) ? parsed : [parsed];
  if (values.length === 0 || values.length > batchLimit)
    return { kind: 'refused', refusal: wrongBatchSize() };

  const drafts: Draft[] = [];
  const errors: { index: number; message: string }[] = [];
  for (const [index, value] of values.entries()) {
    const checked = checkEmail(value, isBatch);
    const filled = checked.kind === 'ok' ? mailbox.templates.fill(checked.value) : checked;
    if (filled.kind === 'refused') {
      if (!isBatch) return filled;
      if (!call.permissive) return { kind: 'refused', refusal: atIndex(filled.refusal, index) };
      errors.push({ index, message: filled.refusal.message });
      continue;
    }
    const { from, to, subject, tags, scheduled_at: at } = filled.value;
    const draft: Draft = { from, to, subject, tags: tagMap(tags) };
    if (at !== null) draft.scheduledAt = at;
    if (mode === 'full') draft.json = Buffer.from(JSON.stringify(filled.value));
    drafts.push(draft);
  }
  return { kind: 'ok', drafts, errors };
}

/** Writes the bodies and says what the log is to remember of each message. */
export function keepMessages(
  mailbox: Mailbox,
  drafts: readonly Draft[],
  ids: readonly string[],
): LoggedMessage[] {
  const isLean = mailbox.settings.mode === 'lean';
  const parts = drafts.flatMap(({ json }) => (json === undefined ? [] : [json]));
  const places = isLean ? [] : mailbox.store.appendMessages(parts);
  return drafts.map(({ from, to, subject, tags }, index) => {
    const id = ids[index] ?? '';
    const body = places[index];
    return body === undefined ? { id, to, tags } : { id, to, tags, from, subject, body };
  });
}

/** A refusal of one email of a batch, saying which. */
export function atIndex(refusal: Refusal, index: number): Refusal {
  return { ...refusal, message: `${refusal.message} (email at index ${index})` };
}

export function wrongBatchSize(): Refusal {
  return validationError(`A batch must contain between 1 and ${batchLimit} emails.`);
}

export function tagMap(tags: readonly EmailTag[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const { name, value } of tags) map[name] = value;
  return map;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined for anything that is not JSON in valid UTF-8. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}
