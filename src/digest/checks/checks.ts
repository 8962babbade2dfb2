// The checks before a send that need only the content and a few facts; errors block, warnings tell.

import type { Digest } from '../schema.ts';
import { rowColumns } from './columns.ts';
import { checkContent } from './content.ts';
import { subjectColumns } from './inbox-row.ts';

/** One finding: `path` is the place in the digest or the name of the fact, `message` what to do. */
export interface Check {
  code: string;
  path: string;
  message: string;
}

/** What is known beside the content. What is left out is not checked. */
export interface CheckFacts {
  subject: string;
  /** Size of the rendered HTML in UTF-8 bytes. */
  htmlBytes?: number;
  /** The postal address in the footer; null if none is set. */
  senderAddress?: string | null;
  /** Names that `{{name}}` may hold. Default: none. */
  placeholders?: readonly string[];
  /** Measured sizes by image address; an address without an entry was not measured. */
  imageSizes?: Readonly<Record<string, { width: number; height: number } | null>>;
  /** Addresses that did not answer when somebody looked, and those that nobody looked at. */
  unreachableLinks?: readonly string[];
  notLookedAt?: readonly string[];
  /** The editor's day, YYYY-MM-DD. */
  today: string;
}

export interface CheckResult {
  errors: Check[];
  warnings: Check[];
}

/** Gmail clips near 102 KB and hides the footer with its unsubscribe link. */
const clippedBytes = 102 * 1024;
const heavyBytes = 90 * 1024;

/**
 * A source without an address, a link that is neither https nor mailto, a hook without an answer
 * and a digest without a conclusion cannot be: the schema refuses them. Whether the unsubscribe
 * and view links are in the mail is seen in the rendered mail, and checked there.
 */
export function checkDigest(digest: Digest, facts: CheckFacts): CheckResult {
  const content = checkContent(digest, facts);
  const subject = checkSubject(facts.subject, digest.language);
  const size = checkSize(facts.htmlBytes ?? 0);
  return {
    errors: [...subject.errors, ...checkSender(facts), ...size.errors, ...content.errors],
    warnings: [...subject.warnings, ...size.warnings, ...content.warnings],
  };
}

function checkSubject(subject: string, language: string): CheckResult {
  const found = (code: string, message: string): Check[] => [{ code, path: 'subject', message }];
  if (subject.trim() === '') {
    return { errors: found('subject_empty', 'Write a subject'), warnings: [] };
  }
  if (/\p{Cc}/u.test(subject)) {
    const message = 'Take line breaks and control characters out of the subject';
    return { errors: found('subject_control', message), warnings: [] };
  }
  const width = rowColumns(subject, language);
  if (width <= subjectColumns) return { errors: [], warnings: [] };
  const message = `Shorten the subject to ${subjectColumns} columns, or phones cut it: it takes ${width} (full-width characters count two)`;
  return { errors: [], warnings: found('subject_wide', message) };
}

function checkSize(bytes: number): CheckResult {
  const told = `The mail has ${Math.ceil(bytes / 1024)} KB of HTML.`;
  if (bytes > clippedBytes) {
    const message = `${told} Shorten it below 102 KB: Gmail would hide the unsubscribe link`;
    return { errors: [{ code: 'size_over_102', path: 'sections', message }], warnings: [] };
  }
  if (bytes <= heavyBytes) return { errors: [], warnings: [] };
  const message = `${told} Shorten it below 90 KB to stay clear of Gmail's limit`;
  return { errors: [], warnings: [{ code: 'size_over_90', path: 'sections', message }] };
}

function checkSender({ senderAddress }: CheckFacts): Check[] {
  if (senderAddress === undefined || (senderAddress ?? '').trim() !== '') return [];
  const message = 'Set SENDER_ADDRESS: the law wants a postal address in every mail';
  return [{ code: 'sender_address_missing', path: 'senderAddress', message }];
}
