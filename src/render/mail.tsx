// Freezes a digest into one Resend message with slots: rendered once, sent to everyone.
/** @jsxImportSource react */
import DigestMail from '../../emails/digest.tsx';
import type { Digest } from '../digest/schema.ts';
import { buildHeaders, buildTags, cleanHeader, formatAddress } from './headers.ts';
import { renderMarkup } from './markup.ts';
import { createMarks, type Slot, type SlotName } from './slots.ts';
import { writeDigestText } from './text.ts';

/** A mail ready for any number of readers; plain JSON, stored with its send. */
export interface FrozenMail {
  version: 1;
  subject: string;
  /** SHA-256 (hex) of segments and slots: equal mails have equal hashes. */
  hash: string;
  /** UTF-8 size of one reader's HTML and text, with links of usual length. */
  htmlBytes: number;
  textBytes: number;
  /** JSON text of one message of `POST /emails/batch`, cut at its slots: one more than `slots`. */
  segments: string[];
  slots: Slot[];
}

/** What a mail says besides its digest. */
export interface MailContext {
  /** Without a slash at the end. */
  publicUrl: string;
  /** The sending address, bare. */
  from: string;
  senderName: string;
  replyTo: string | null;
  /** Postal. */
  senderAddress: string;
  /** An e-mail address or a web page. */
  contact: string;
  /** Value of the tag `send`: letters, digits, `-` and `_`. */
  sendId: string;
  /** This digest on the web. */
  digestUrl: string;
  /** Before the subject, such as `[TEST] `. */
  subjectPrefix?: string;
  /** The name at the top of the mail; `senderName` if absent. */
  brandName?: string;
}

/** Slots that each part must hold, or the mail is not one that may be sent. */
const required: readonly SlotName[] = ['to', 'subscriber', 'batch', 'list', 'listSlug'];
const requiredInBody: readonly SlotName[] = ['unsubscribeUrl', 'preferencesUrl', 'listName', 'to'];

/**
 * Renders a digest once, with stand-ins for everything that differs by reader, and cuts the JSON of
 * the message at them. Deterministic. Throws if a stand-in got lost: that is a bug of a template.
 */
export async function freezeMail(digest: Digest, context: MailContext): Promise<FrozenMail> {
  const marks = createMarks(JSON.stringify([digest, context]));
  const subject = cleanHeader(`${context.subjectPrefix ?? ''}${digest.headline}`);
  const content = {
    digest,
    subject,
    brandName: context.brandName ?? context.senderName,
    markUrl: `${context.publicUrl}/mark.png`,
    digestUrl: context.digestUrl,
    sender: {
      name: context.senderName,
      address: context.senderAddress,
      contact: context.contact,
    },
  };
  const readerFor = (within: Slot['escape']) => ({
    to: marks.mark('to', within),
    listName: marks.mark('listName', within),
    unsubscribeUrl: marks.mark('unsubscribeUrl', within),
    preferencesUrl: marks.mark('preferencesUrl', within),
  });
  const html = renderMarkup(<DigestMail {...content} reader={readerFor('html')} />);
  const text = writeDigestText({ ...content, reader: readerFor('json') });
  for (const part of [html, text]) demandSlots(marks.cut(part).slots, requiredInBody);

  const message = {
    from: formatAddress(context.senderName, context.from),
    to: [marks.mark('to', 'json')],
    subject,
    html,
    text,
    ...(context.replyTo === null ? {} : { reply_to: cleanHeader(context.replyTo) }),
    headers: buildHeaders(context, marks),
    tags: buildTags(context.sendId, marks),
  };
  const { segments, slots } = marks.cut(JSON.stringify(message));
  demandSlots(slots, required);
  return {
    version: 1,
    subject,
    hash: await hashOf(JSON.stringify([segments, slots])),
    htmlBytes: sizeOf(marks.cut(html).segments, marks.cut(html).slots, context),
    textBytes: sizeOf(marks.cut(text).segments, marks.cut(text).slots, context),
    segments,
    slots,
  };
}

function demandSlots(slots: readonly Slot[], names: readonly SlotName[]): void {
  const missing = names.filter((name) => !slots.some((slot) => slot.name === name));
  if (missing.length > 0)
    throw new Error(`The mail has lost its placeholders ${missing.join(', ')}`);
}

function sizeOf(segments: readonly string[], slots: readonly Slot[], context: MailContext): number {
  const encoder = new TextEncoder();
  const fixed = segments.reduce((bytes, segment) => bytes + encoder.encode(segment).length, 0);
  return slots.reduce(
    (bytes, { name }) =>
      bytes + (name.endsWith('Url') ? context.publicUrl.length + usualToken : usualValue),
    fixed,
  );
}

/** `/u/` or `/preferences/` with its token; names and addresses. */
const usualToken = 64;
const usualValue = 24;

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
