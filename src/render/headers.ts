// The headers, addresses and tags of a digest mail; no control character gets past this file.

import { contactHref } from '../../emails/parts/footer.tsx';
import { runsOf, unfitForHeader } from '../base/characters.ts';
import type { SlotMarks } from './slots.ts';

interface HeaderContext {
  publicUrl: string;
  contact: string;
  sendId: string;
  /** Where a mail unsubscribes; null if Resend receives none for us. */
  inboundAddress?: string | null;
}

/** Who we are to Gmail's feedback loop: stable over all sends, as its Feedback-ID rules ask. */
const feedbackSender = 'chrysanthemum';

/** Headers of every digest mail, as email.md lists them (RFC 2369, 2919, 3834, 8058). */
export function buildHeaders(context: HeaderContext, { mark }: SlotMarks): Record<string, string> {
  const slot = (name: Parameters<typeof mark>[0]) => mark(name, 'json');
  const host = new URL(context.publicUrl).hostname;
  const headers = {
    'List-Unsubscribe': unsubscribeWays(
      { url: slot('unsubscribeUrl'), token: slot('unsubscribeToken') },
      context.inboundAddress ?? null,
    ),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': `<${slot('listSlug')}.${host}>`,
    'List-Archive': `<${context.publicUrl}/>`,
    'List-Help': `<${contactHref(context.contact)}>`,
    // Campaign, list, kind of mail, sender: at most four, and nothing that names a person.
    'Feedback-ID': `${context.sendId}:${slot('listSlug')}:digest:${feedbackSender}`,
    'Auto-Submitted': 'auto-generated',
    Precedence: 'bulk',
    'X-Entity-Ref-ID': `${context.sendId}-${slot('subscriber')}`,
  };
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, cleanHeader(value)]),
  );
}

/**
 * The value of `List-Unsubscribe`: our link (RFC 8058 wants it https) and, for mail programs that
 * rather write (RFC 2369), a mail whose subject holds the same token.
 */
export function unsubscribeWays(
  link: { url: string; token: string },
  inboundAddress: string | null,
): string {
  if (inboundAddress === null) return `<${link.url}>`;
  const at = inboundAddress.lastIndexOf('@');
  const to = `${encodeURIComponent(inboundAddress.slice(0, at))}${inboundAddress.slice(at)}`;
  return `<${link.url}>, <mailto:${to}?subject=unsubscribe%20${link.token}>`;
}

/** Tags come back with every webhook event: they are how an event finds its recipient. */
export function buildTags(sendId: string, { mark }: SlotMarks): { name: string; value: string }[] {
  return [
    { name: 'send', value: sendId },
    { name: 'batch', value: mark('batch', 'json') },
    { name: 'subscriber', value: mark('subscriber', 'json') },
    { name: 'list', value: mark('list', 'json') },
  ];
}

/** `Name <address>`, the name quoted where RFC 5322 wants it. */
export function formatAddress(name: string, address: string): string {
  const clean = cleanHeader(name);
  if (clean === '') return cleanHeader(address);
  const words = /[()<>[\]:;@\\,."]/.test(clean) ? `"${clean.replace(/[\\"]/g, '\\$&')}"` : clean;
  return `${words} <${cleanHeader(address)}>`;
}

const unfit = runsOf(unfitForHeader);

/** A header's value on its one line: what could start another header becomes a space. */
export function cleanHeader(value: string): string {
  return value.replace(unfit, ' ').trim();
}
