// A digest in the row of an inbox: its subject, and the words that follow it before it is opened.

import { plainText } from '../inline.ts';
import type { Digest } from '../schema.ts';
import { cutToColumns, rowColumns } from './columns.ts';

/** What a phone shows of a subject in its one line, in columns: 22 full-width characters. */
export const subjectColumns = 44;
/** More than that nobody sees of a preheader: two lines of a phone, the rest of a wide window. */
const preheaderColumns = 140;

export interface InboxRow {
  /** Its own, else the headline. */
  subject: string;
  /** Its own, else the lead, else the first answer or heading; shortened if nobody could see the rest. */
  preheader: string;
  /** Of the subject, in columns; full-width characters take two. Past 44 a phone cuts it. */
  width: number;
}

export function inboxRow(digest: Digest): InboxRow {
  const { language } = digest;
  const [first] = digest.sections;
  const subject = digest.subject ?? digest.headline;
  const words =
    digest.preheader ?? plainText(digest.lead ?? first?.hook?.answer ?? first?.heading ?? '');
  return {
    subject,
    preheader: cutToColumns(words, language, preheaderColumns),
    width: rowColumns(subject, language),
  };
}

/** The row as a phone shows it: one line of subject, two of preheader. */
export function showInboxRow({ subject, preheader }: InboxRow, language: string): string {
  const lines = [
    cutToColumns(subject, language, subjectColumns),
    cutToColumns(preheader, language, 2 * subjectColumns),
  ];
  return `${lines.join('\n')}\n`;
}

/** The longest row of a wide window, in columns, and what fills it up: five bytes for two of them. */
const rowEnd = 180;
const blank = '\u2003\u034f';
const mostBlanks = 59;

/**
 * Blanks after the preheader, so that the row ends with it instead of showing how the mail goes on.
 * Each em space has a joiner beside it, or a program that takes runs of spaces for one would undo it.
 * Less than 300 bytes.
 */
export function padPreheader(preheader: string, language: string): string {
  const missing = Math.max(0, rowEnd - rowColumns(preheader, language));
  return blank.repeat(Math.min(mostBlanks, Math.ceil(missing / 2)));
}
