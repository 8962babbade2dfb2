// The small values that describe a person, and the rule of each.

import * as z from 'zod';
import { turningText, visibleLinePattern } from '../base/characters.ts';
import { type EmailAddress, parseEmailAddress } from '../base/email-address.ts';
import { AppError } from '../base/errors.ts';
import { Language } from '../base/language.ts';
import { rawText, shortText } from '../base/raw-text.ts';
import { TimeZone } from '../base/time-zone.ts';
import { subscriptionStates } from '../db/schema/states.ts';
import { explainForbidden } from '../digest/text.ts';
import { isVisible } from '../digest/tidy.ts';

export { Language, TimeZone };

/** What one line about a person must not contain, said in words; null if there is nothing. */
function explainUnsafeLine(text: string): string | null {
  if (turningText.test(text)) return 'Must not contain characters that turn the text around';
  return explainForbidden(text);
}

/** One visible line of at most `maximum` characters, NFC. */
export function personLine(maximum: number) {
  return rawText(maximum)
    .superRefine((text, context) => {
      const message = isVisible(text) ? explainUnsafeLine(text) : 'Must not be empty';
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .normalize('NFC')
    .trim()
    .max(maximum, `Must be at most ${maximum} characters`)
    .meta({ minLength: 1, pattern: visibleLinePattern });
}

export const PersonName = personLine(200);

/** An e-mail address as somebody wrote it; `requireEmailAddress` brings it into its one form. */
export const EmailText = z
  .string()
  .max(1000)
  .meta({ minLength: 3, format: 'email', examples: ['mai@example.com'] });

/** What keeps mail from a person whatever their lists say. */
const markColumns = ['suppressed', 'pausedUntil'] as const;
/** All that an export of an older version has. */
export const plainColumns = ['email', 'name', 'status', 'lists', 'language', 'timezone'] as const;

/** Names that are columns of an import, so that an export can be imported again. */
export const knownColumns = [...plainColumns, ...markColumns] as const;

/** True for the name of one of our columns, however its letters are written. */
export function isKnownColumn(name: string): boolean {
  return holdsName(knownColumns, name);
}

function holdsName(columns: readonly string[], name: string): boolean {
  return columns.some((known) => known.toLowerCase() === name.toLowerCase());
}

function attributeNameBut(columns: readonly string[]) {
  const message = `Must not be one of ${columns.join(', ')}`;
  return personLine(64).refine((name) => !holdsName(columns, name), message);
}

export const AttributeName = attributeNameBut(knownColumns);

/** Older attributes may be called like a mark: within an object that cannot be mistaken. */
export const NestedAttributeName = attributeNameBut(plainColumns);
export const AttributeValue = shortText(1000)
  .trim()
  .superRefine((text, context) => {
    const message = text === '' ? 'Must not be empty' : explainUnsafeLine(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  })
  .meta({ minLength: 1, pattern: visibleLinePattern });

/** Of one person, whichever way they come, and all ways together. */
export const mostAttributes = 100;
export const tooManyAttributes = `Holds at most ${mostAttributes} attributes`;

/** What else an editor knows of a person, for segments: up to 100 named texts. */
export const NamedAttributes = z.record(AttributeName, AttributeValue);
export const Attributes = NamedAttributes.refine(
  (all) => Object.keys(all).length <= mostAttributes,
  tooManyAttributes,
).meta({ maxProperties: mostAttributes });

export const SubscriptionStatus = z.enum(subscriptionStates);
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>;

/** How often a reader gets a list: each digest, or at most one a week or a month. */
export const Frequency = z.enum(['every', 'weekly', 'monthly']);
export type Frequency = z.infer<typeof Frequency>;

/** How consent was obtained, or the words that were shown. */
export const ConsentWording = personLine(2000);

/** The one form of an address, or AppError `invalid` naming the field. */
export function requireEmailAddress(text: string, path = 'email'): EmailAddress {
  const parsed = parseEmailAddress(text);
  if (parsed.kind === 'ok') return parsed.address;
  throw new AppError('invalid', parsed.message, { errors: [{ path, message: parsed.message }] });
}
