// What the fields of a working copy mean: a digest as it is being typed.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';
import { contentMeanings } from './digests.ts';

const face = 'Which of the two is sent: typed fields, or Markdown';
const fields = 'Every text as it stands in its field, however unfinished; empty is absent';
const markdown = 'All of the digest in the form of docs/digest-format.md';
const unplaced = 'Lines that no field took as they stand; empty: none';

export const typedMeanings: FieldMeanings = {
  DigestFields: {
    ...contentMeanings,
    subject: 'Of the mail; empty: the headline',
    preheader: 'What an inbox shows after the subject; empty: the lead',
  },
  Unplaced: {
    line: 'Counted from 1 in the text that was pasted or typed',
    text: 'The line itself',
    message: 'Why it found no place, and where it could stand',
  },
  WorkingCopy: {
    id: 'The digest’s, also while it is none yet',
    savedAt: 'When it was last saved; null: it never was',
    fields,
    'errors.path': 'The field, such as `sections.0.heading` (counted from 0)',
    'errors.message': 'What it must be, for people',
  },
  WorkingCopyInput: { face, fields, markdown },
  WorkingCopySummary: {
    id: 'The digest’s, also while it is none yet',
    headline: 'As it was typed; empty if nothing was',
    language: 'As it was typed (BCP 47)',
    changedAt: 'Since when it says something that no revision says; null: it says nothing new',
    savedAt: 'When it was last saved',
  },
  ReadTextInput: { text: 'What was copied: a page’s text, its HTML, or Markdown' },
  ReadText: { fields, unplaced },
  LookInput: { face, fields, markdown },
  Look: {
    html: 'The mail as that reader would get it; its links to leave do nothing',
    text: 'The text part of the same mail',
    inbox: 'The mail in the row of an inbox',
    'inbox.from': 'Who it comes from, as the inbox names them',
    'inbox.subject': 'As it would be sent',
    'inbox.preheader': 'What follows the subject there',
    size: 'Of the mail. Gmail cuts the HTML off at about 102 KB',
    'size.htmlBytes': 'Of the HTML part, in UTF-8',
    'size.textBytes': 'Of the text part, in UTF-8',
    warnings: 'What stops nothing and should be looked at',
    unplaced,
    evidence: 'What it stands on; null for a digest that was not made of articles',
  },
};
