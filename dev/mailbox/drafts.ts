// From the bytes of a request to the messages in it, by the thorough or by the quick way.

import type { SendCall } from './call.ts';
import { checkEmail, checkTags, type Email, type EmailTag, isAddress } from './email.ts';
import type { Mailbox } from './mailbox.ts';
import { type Refusal, validationError } from './refusal.ts';
import { type ScannedMessage, scanBatch } from './scan.ts';
import type { LoggedMessage } from './store.ts';

/** A valid message that is not accepted yet. `json` is what the disk keeps; absent in lean mode. */
export interface Draft {
  from: string;
  to: string[];
  subject: string;
  tags: Record<string, string>;
  json?: Uint8Array;
}

export type DraftsRead =
  | { kind: 'ok'; drafts: Draft[]; errors: { index: number; message: string }[] }
  | { kind: 'refused'; refusal: Refusal };

const batchLimit = 100;

/**
 * Reads and checks the messages of a request. In lean mode a compact batch is only scanned:
 * recipients, tags and the presence of a body are checked, headers and bodies are not.
 */
export function readDrafts(mailbox: Mailbox, call: SendCall): DraftsRead {
  const isBatch = call.endpoint === '/emails/batch';
  const isLean = mailbox.settings.mode === 'lean';
  const scanned = isBatch ? scanBatch(call.bytes) : null;
  if (isLean && scanned !== null) {
    const drafts = takeScanned(mailbox, scanned);
    if (drafts !== null) return drafts;
  }
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
    const { from, to, subject, tags } = filled.value;
    const draft: Draft = { from, to, subject, tags: tagMap(tags) };
    const place = scanned?.length === values.length ? scanned[index] : undefined;
    if (!isLean) draft.json = keepJson(filled.value, call.bytes, place);
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

function takeScanned(mailbox: Mailbox, scanned: ScannedMessage[]): DraftsRead | null {
  if (scanned.length > batchLimit) return { kind: 'refused', refusal: wrongBatchSize() };
  const drafts: Draft[] = [];
  for (const { from, to, subject, tags, templateId } of scanned) {
    if (!to.every(isAddress) || checkTags(tags).kind === 'refused') return null;
    if (templateId === undefined ? from === '' || subject === '' : !isReady(mailbox, templateId))
      return null;
    drafts.push({ from, to, subject, tags: tagMap(tags) });
  }
  return { kind: 'ok', drafts, errors: [] };
}

function isReady(mailbox: Mailbox, templateId: string): boolean {
  const template = mailbox.templates.find(templateId);
  return template !== null && template.publishedAt !== null;
}

/** The client's own bytes where they are known and complete, else the email written anew. */
function keepJson(email: Email, bytes: Buffer, place: ScannedMessage | undefined): Uint8Array {
  if (place !== undefined && email.template === undefined)
    return bytes.subarray(place.start, place.end);
  return Buffer.from(JSON.stringify(email));
}

function wrongBatchSize(): Refusal {
  return validationError(`A batch must contain between 1 and ${batchLimit} emails.`);
}

function tagMap(tags: readonly EmailTag[]): Record<string, string> {
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
