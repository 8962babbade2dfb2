// One email as `POST /emails` takes it, and Resend's rules for it.

import { missingField, type Refusal, validationError } from './refusal.ts';

export interface EmailTag {
  name: string;
  value: string;
}

/** A valid email request: address fields are lists, absent ones empty. */
export interface Email {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  reply_to: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: EmailTag[];
  scheduled_at: string | null;
  template?: { id: string; variables: Record<string, unknown> };
}

export type Checked<T> = { kind: 'ok'; value: T } | { kind: 'refused'; refusal: Refusal };

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const addressPattern = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+${label}$`);
const namedPattern = /^([^<>]*)<([^<>]+)>$/;
const tagPattern = /^[A-Za-z0-9_-]+$/;
const headerNamePattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const controlPattern = /[\u0000-\u001f\u007f]/;
const maxRecipients = 50;

/**
 * Checks one email in Resend's order; the first broken rule is the answer. Unknown fields are
 * ignored, as at Resend. `inBatch`: attachments and `scheduled_at` are not taken there.
 */
export function checkEmail(value: unknown, inBatch: boolean): Checked<Email> {
  if (!isRecord(value)) return refuse(validationError('The email must be an object.'));
  const template = checkTemplateReference(value);
  if (template?.kind === 'refused') return template;
  const hosted = template !== null;

  const addresses: Record<string, string[]> = {};
  for (const field of ['to', 'cc', 'bcc', 'reply_to'] as const) {
    const list = readAddresses(value[field]);
    if (field === 'to' && (list === null || list.length === 0)) {
      if (value.to === undefined || value.to === null) return refuse(missingField('`to`'));
    }
    if (list === null || (field === 'to' && list.length === 0)) return refuse(badAddress(field));
    if (!list.every(isAddress)) return refuse(badAddress(field));
    if (list.length > maxRecipients)
      return refuse(validationError(`The \`${field}\` field must not exceed 50 addresses.`));
    addresses[field] = list;
  }
  const from = readText(value, 'from');
  const subject = readText(value, 'subject');
  if (from === null && !hosted) return refuse(missingField('`from`'));
  if (from !== null && !isAddress(from)) return refuse(badAddress('from'));
  if (subject === null && !hosted) return refuse(missingField('`subject`'));
  if (subject !== null && controlPattern.test(subject))
    return refuse(validationError('The `subject` field must not contain control characters.'));

  const html = readText(value, 'html');
  const text = readText(value, 'text');
  if (hosted && (html !== null || text !== null))
    return refuse(validationError('`html` and `text` cannot be used together with `template`.'));
  if (!hosted && html === null && text === null) return refuse(missingField('`html` or `text`'));
  for (const field of ['from', 'subject', 'html', 'text', 'scheduled_at']) {
    if (value[field] != null && typeof value[field] !== 'string')
      return refuse(validationError(`The \`${field}\` field must be a \`string\`.`));
  }
  if (inBatch && (value.attachments != null || value.scheduled_at != null))
    return refuse(
      validationError('The `attachments` and `scheduled_at` fields are not supported in batches.'),
    );
  const scheduledAt = readText(value, 'scheduled_at');
  if (scheduledAt !== null && !isMoment(scheduledAt)) return refuse(badMoment);
  const headers = checkHeaders(value.headers);
  if (headers.kind === 'refused') return headers;
  const tags = checkTags(value.tags);
  if (tags.kind === 'refused') return tags;
  return {
    kind: 'ok',
    value: {
      from: from ?? '',
      to: addresses.to ?? [],
      cc: addresses.cc ?? [],
      bcc: addresses.bcc ?? [],
      reply_to: addresses.reply_to ?? [],
      subject: subject ?? '',
      html,
      text,
      headers: headers.value,
      tags: tags.value,
      scheduled_at: scheduledAt,
      ...(template === null ? {} : { template: template.value }),
    },
  };
}

/** `email@example.com` or `Name <email@example.com>`, ASCII in the address, no control characters. */
export function isAddress(text: string): boolean {
  if (controlPattern.test(text)) return false;
  const bare = bareAddress(text);
  return bare.length <= 320 && bare.indexOf('@') <= 64 && addressPattern.test(bare);
}

/** Resend also reads words such as `in 1 hour`; the mailbox refuses what it would guess. */
export function isMoment(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}

export const badMoment = validationError(
  'Invalid `scheduled_at` field. The mailbox takes ISO 8601 with an offset, such as `2026-12-24T07:00:00Z`.',
);

/** The address without its display name. */
export function bareAddress(text: string): string {
  return (namedPattern.exec(text)?.[2] ?? text).trim();
}

/** Resend: ASCII letters, numbers, underscores, dashes; at most 256 characters; at most 75 tags. */
export function checkTags(value: unknown): Checked<EmailTag[]> {
  if (value === undefined || value === null) return { kind: 'ok', value: [] };
  if (!Array.isArray(value)) return refuse(validationError('The `tags` field must be an `array`.'));
  if (value.length > 75) return refuse(validationError('An email can have at most 75 tags.'));
  const tags: EmailTag[] = [];
  for (const tag of value) {
    if (!isRecord(tag) || typeof tag.name !== 'string' || typeof tag.value !== 'string')
      return refuse(validationError('Each tag must have a `name` and a `value`.'));
    if (!tagPattern.test(tag.name) || !tagPattern.test(tag.value))
      return refuse(
        validationError('Tags should only contain ASCII letters, numbers, underscores, or dashes.'),
      );
    if (tag.name.length > 256 || tag.value.length > 256)
      return refuse(validationError('Tags should have at most 256 characters.'));
    if (tags.some((other) => other.name === tag.name))
      return refuse(validationError(`Tag names must be unique: \`${tag.name}\`.`));
    tags.push({ name: tag.name, value: tag.value });
  }
  return { kind: 'ok', value: tags };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkHeaders(value: unknown): Checked<Record<string, string>> {
  if (value === undefined || value === null) return { kind: 'ok', value: {} };
  if (!isRecord(value)) return refuse(validationError('The `headers` field must be an `object`.'));
  const headers: Record<string, string> = {};
  for (const [name, content] of Object.entries(value)) {
    if (typeof content !== 'string')
      return refuse(validationError(`The header \`${name}\` must be a \`string\`.`));
    if (!headerNamePattern.test(name) || controlPattern.test(content))
      return refuse(validationError(`The header \`${JSON.stringify(name)}\` is not valid.`));
    headers[name] = content;
  }
  return { kind: 'ok', value: headers };
}

type TemplateReference = { id: string; variables: Record<string, unknown> };

function checkTemplateReference(email: Record<string, unknown>): Checked<TemplateReference> | null {
  const { template } = email;
  if (template === undefined || template === null) return null;
  if (!isRecord(template) || typeof template.id !== 'string' || template.id === '')
    return refuse(missingField('`template.id`'));
  const given = template.variables ?? {};
  if (!isRecord(given))
    return refuse(validationError('The `template.variables` field must be an `object`.'));
  for (const [key, content] of Object.entries(given)) {
    if (typeof content === 'string' && content.length > 2000)
      return refuse(validationError(`Variable '${key}' must have at most 2,000 characters`));
  }
  // Of whatever type: only those that the template declares are looked at, against their own.
  return { kind: 'ok', value: { id: template.id, variables: given } };
}

function readAddresses(value: unknown): string[] | null {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return null;
  return value.every((item) => typeof item === 'string') ? value : null;
}

/** An empty string is as good as none, as at Resend. */
function readText(email: Record<string, unknown>, field: string): string | null {
  const value = email[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

function badAddress(field: string): Refusal {
  return validationError(
    `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
  );
}

function refuse(refusal: Refusal): { kind: 'refused'; refusal: Refusal } {
  return { kind: 'refused', refusal };
}
