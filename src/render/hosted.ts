// The hosted form of a frozen mail: a template that Resend keeps, and the short message that fills it.
// Source: resend.com/docs/dashboard/templates/template-variables, read in November 2026: at most 50
// variables, keys of 50 letters, digits and `_`, values of 2,000 characters, put in as they are.
import type { FrozenMail } from './frozen-mail.ts';
import type { PersonalMail } from './personalise.ts';
import type { Cut, Slot, SlotName } from './slots.ts';

/** What `POST /templates` needs. Each variable stands in html or text as `{{{NAME}}}`. */
export interface HostedTemplate {
  from: string;
  subject: string;
  html: string;
  text: string;
  variables: string[];
}

/**
 * The template of a mail, or null if it cannot be hosted: Resend would read braces of the writer's
 * own as a variable of theirs.
 */
export function describeTemplate(frozen: FrozenMail): HostedTemplate | null {
  if (frozen.segments.some((segment) => ambiguousBraces.test(segment))) return null;
  const { from, subject, html, text } = readWithVariables(frozen);
  const used = [...`${html}${text}`.matchAll(variable)].map((match) => match[1] ?? '');
  return { from, subject, html, text, variables: [...new Set(used)] };
}

/**
 * One message of `POST /emails/batch` that refers to the template, cut at its slots like the mail
 * itself. Recipient, headers and tags stay in the message; sender and subject are the template's.
 */
export function referToTemplate(frozen: FrozenMail, templateId: string): Cut {
  const { html, text, to, reply_to, headers, tags } = readWithVariables(frozen);
  const used = [...`${html}${text}`.matchAll(variable)].map((match) => match[1] ?? '');
  const variables = Object.fromEntries(used.map((name) => [name, `{{{${name}}}}`]));
  const template = { id: templateId, variables };
  const message = { to, ...(reply_to === undefined ? {} : { reply_to }), template, headers, tags };
  const slotOf = new Map(frozen.slots.map((slot) => [variableOf(slot, frozen), slot]));
  const parts = JSON.stringify(message).split(variable);
  const segments = parts.filter((_, index) => index % 2 === 0);
  const slots = parts.filter((_, index) => index % 2 === 1).map((name) => slotNamed(slotOf, name));
  return { segments, slots };
}

const variable = /\{\{\{(\w+)\}\}\}/g;
const ambiguousBraces = /\{\{|\{$|^\}/;

/** Values without any of `&<>"'`, if the links start with an address without them. */
const sameInHtml: ReadonlySet<SlotName> = new Set(['unsubscribeUrl', 'preferencesUrl']);
const plainUrl = /^[\w:/.~-]*$/;

/** One variable for both parts where the value is the same in HTML; none of Resend's reserved names. */
function variableOf({ name, escape: within }: Slot, { digestUrl }: FrozenMail): string {
  const isShared = sameInHtml.has(name) && plainUrl.test(digestUrl);
  const part = isShared ? 'ANY' : within === 'html' ? 'HTML' : 'TEXT';
  return `${part}_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function slotNamed(slots: ReadonlyMap<string, Slot>, name: string): Slot {
  const slot = slots.get(name);
  if (!slot) throw new Error(`The hosted mail has a variable ${name} that is no slot`);
  return slot;
}

/** Guarantee: the segments are cut from `JSON.stringify` of such a message, inside its strings. */
function readWithVariables(frozen: FrozenMail): PersonalMail {
  const json = frozen.segments.map((segment, index) => {
    const slot = frozen.slots[index];
    return slot ? `${segment}{{{${variableOf(slot, frozen)}}}}` : segment;
  });
  return JSON.parse(json.join('')) as PersonalMail;
}
