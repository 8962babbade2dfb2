// Freezes a digest into one Resend message with slots: rendered once, sent to everyone.
/** @jsxImportSource react */
import { bytesToHex } from '@noble/hashes/utils.js';
import DigestMail from '../../emails/digest.tsx';
import type { Brand } from '../../emails/look.tsx';
import { inboxRow } from '../digest/checks/inbox-row.ts';
import type { Digest } from '../digest/schema.ts';
import { productName } from '../words/words.ts';
import { botTrapUrl } from './bot-trap.ts';
import type { FrozenMail } from './frozen-mail.ts';
import { buildHeaders, buildTags, cleanHeader, formatAddress } from './headers.ts';
import { renderMarkup } from './markup.ts';
import { type Cut, createMarks, type Slot, type SlotName } from './slots.ts';
import { writeDigestText } from './text.ts';

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
  /** Where a mail unsubscribes; absent or null: only the link does. */
  inboundAddress?: string | null;
  /** Value of the tag `send`: letters, digits, `-` and `_`. */
  sendId: string;
  /** This digest on the web. */
  digestUrl: string;
  /** Its address for everybody, to tell others; absent or null where its page needs a key. */
  shareUrl?: string | null;
  /** The day it shows if it has none of its own, YYYY-MM-DD. */
  day: string;
  /** Before the subject, such as `[TEST] `. */
  subjectPrefix?: string;
  /** The name at the top of the mail; `senderName` if absent, the product's if that is empty. */
  brandName?: string;
  /** How the list presents itself; its name goes before `brandName`. */
  brand?: Brand | null;
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
  const row = inboxRow(digest);
  const subject = cleanHeader(`${context.subjectPrefix ?? ''}${row.subject}`);
  const content = {
    digest,
    day: digest.publishedOn ?? context.day,
    subject,
    preheader: row.preheader,
    brandName: cleanHeader(
      context.brand?.name ?? context.brandName ?? (context.senderName || productName),
    ),
    ...(context.brand ? { brand: context.brand } : {}),
    markUrl: `${context.publicUrl}/mark.png`,
    digestUrl: context.digestUrl,
    botTrapUrl: botTrapUrl(context.publicUrl),
    shareUrl: context.shareUrl ?? null,
    takesReplies: context.replyTo !== null,
    // Settings are one line each, in the body as in the headers.
    sender: {
      name: cleanHeader(context.senderName),
      address: cleanHeader(context.senderAddress),
      contact: cleanHeader(context.contact),
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
  const [cutHtml, cutText] = [marks.cut(html), marks.cut(text)];
  for (const part of [cutHtml, cutText]) demandSlots(part, requiredInBody);

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
  const cut = marks.cut(JSON.stringify(message));
  demandSlots(cut, required);
  return {
    version: 1,
    subject,
    digestUrl: context.digestUrl,
    hash: await hashOf(cut),
    htmlBytes: sizeOf(cutHtml, context),
    textBytes: sizeOf(cutText, context),
    ...cut,
  };
}

function demandSlots({ slots }: Cut, names: readonly SlotName[]): void {
  const missing = names.filter((name) => !slots.some((slot) => slot.name === name));
  if (missing.length > 0)
    throw new Error(`The mail has lost its placeholders ${missing.join(', ')}`);
}

function sizeOf({ segments, slots }: Cut, context: MailContext): number {
  const fixed = encoder.encode(segments.join('')).length;
  return slots.reduce(
    (bytes, { name }) =>
      bytes + (name.endsWith('Url') ? context.publicUrl.length + usualToken : usualValue),
    fixed,
  );
}

const encoder = new TextEncoder();
/** `/u/` or `/preferences/` with its token; names and addresses. */
const usualToken = 64;
const usualValue = 24;

async function hashOf({ segments, slots }: Cut): Promise<string> {
  const names = slots.map(({ name, escape: within }) => `${name}.${within}`).join();
  // U+0000 cannot be in JSON text, so it keeps apart what is hashed together.
  const bytes = encoder.encode([names, ...segments].join('\0'));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return bytesToHex(new Uint8Array(digest));
}
