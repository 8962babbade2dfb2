// What the fields of digests mean.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';

/** The content model, wherever it stands; a key ends where a text may still be unfinished. */
export const contentMeanings = {
  language:
    'What it is written in (BCP 47): sets fonts, line breaks, the words around the content and the `lang` of mail and page',
  headline: 'The title of the issue: the largest line of the mail, and what its address is made of',
  lead: 'The paragraph under the headline. `**bold**` and `[links](https://…)` may stand in it',
  ...meanPicture('image', 'The picture under the headline'),
  publishedOn: 'The day that mail and page show. Absent: the day it is sent',
  sections: 'The parts of the issue, in the order in which they are read',
  'sections.heading': 'The title of the section; from three sections on, the mail lists them first',
  'sections.hook': 'A question and its short answer that open the section, always both',
  'sections.hook.question': 'What a reader may ask themselves; the mail draws it behind a Q',
  'sections.hook.answer': 'The short answer; the rest of the section says why',
  'sections.opener': 'Paragraphs between hook and source. Without a source they move to `body`',
  ...meanParagraph('sections.opener'),
  'sections.source': 'The article that the section is built on, cited once',
  'sections.source.title': 'The article’s own headline, as its publisher wrote it',
  'sections.source.url': 'Where the article is read. Only `https://`',
  'sections.source.publisher': 'Who published it, such as the newspaper',
  'sections.source.publishedOn': 'The article’s own day, not the digest’s',
  ...meanPicture('sections.source.image', 'A picture of the article'),
  'sections.source.points': 'What the article says, a ✅ line for each point',
  'sections.body': 'Paragraphs after the source',
  ...meanParagraph('sections.body'),
  closing: 'Paragraphs after the last section, before the conclusion',
  ...meanParagraph('closing'),
  conclusion: 'What is to be remembered, a 💡 line for each',
};

function meanPicture(place: string, what: string): Record<string, string> {
  return {
    [place]: what,
    [`${place}.url`]: 'Where the picture is; mail programs fetch it from there. Only `https://`',
    [`${place}.alt`]: 'What it shows, in words. Empty only for decoration',
    [`${place}.credit`]: 'Whose picture it is; printed small under it',
  };
}

function meanParagraph(place: string): Record<string, string> {
  return {
    [`${place}.text`]: 'The words, with `**bold**` and `[links](https://…)`',
    [`${place}.voice`]: '`comment`: the editor speaks, drawn as a speech bubble',
  };
}

const facts = {
  id: 'Stays through all revisions, and names the digest in every other call',
  slug: 'The last part of its page’s address; made of day and headline at the first revision, and never changed',
  revision: 'Counts from 1, one up for each change of the content',
  status:
    'How far its sends ever came: a digest that was sent stays `sent`, even if it is scheduled again',
  createdAt: 'When its first revision was kept',
  updatedAt: 'When its newest revision was kept',
  firstSentAt: 'When its first send began; null: nobody has got it',
};

const whole = { ...facts, content: 'What the digest says, whole, as of `revision`' };

export const digestMeanings: FieldMeanings = {
  Digest: whole,
  DigestSummary: {
    ...facts,
    headline: 'Of the newest revision',
    language: 'Of the newest revision (BCP 47)',
  },
  ImportedDigest: {
    ...whole,
    warnings:
      'Lines that found no place as they stand, or were moved; empty: all of the text is in it',
    'warnings.line': 'Counted from 1 in the text that was sent',
    'warnings.text': 'The line itself, shortened where it is long',
    'warnings.message': 'What became of the line, and what to do',
  },
  RevisedDigest: {
    ...whole,
    warnings: 'Sends and a page that still show an older revision; empty: nothing does',
  },
  DigestWarning: {
    code: '`send_waits`: a send will mail an older revision and can be moved; `send_runs`: it is mailing one; `page_stands`: the page shows one',
    sendId: 'The send that has the older revision',
    message: 'What is the case, and the call that changes it',
  },
  DigestContent: {
    version: 'Of this content model. Older contents are lifted to it when they are read',
    ...contentMeanings,
  },
  DigestImport: { text: 'The whole text or page, as it was copied or saved' },
  Revision: {
    revision: 'Pass it as `?revision=` to read the digest as it was then',
    createdAt: 'When it was kept',
    createdBy: 'Id of the key or the editor who wrote it; null where that is not known',
  },
  Correction: {
    revision: 'What the page has shown since then',
    note: 'What was corrected, for readers, in the language of the digest',
    at: 'The moment whose day stands beside the note',
  },
  Check: {
    code: 'Which check it is, for programs. More come with time',
    path: 'Its place: a field such as `sections.0.source.url` (counted from 0), or the name of a fact',
    message: 'What is wrong and what to do, for people',
  },
  Checks: {
    size: 'Of the mail before it is personalised. Gmail cuts the HTML off at about 102 KB',
    'size.htmlBytes': 'Of the HTML part, in UTF-8',
    'size.textBytes': 'Of the text part, in UTF-8',
    'inbox.subject': 'The line that decides whether it is opened',
    'inbox.preheader': 'What follows the subject there',
    errors: 'What stops a send; empty if `ok`',
    warnings: 'What stops nothing and should be looked at',
  },
  Approval: {
    id: 'Of this question; the audit log names it for an answer',
    digestId: 'What it is about',
    revision: 'The one revision that the link opens',
    to: 'Address of whoever was asked',
    note: 'What was written to them; empty if nothing',
    askedBy: 'Id of the key or the editor',
    askedByName: 'Of the key or the editor; null once they are gone',
    askedAt: 'When the mail with the link was ordered',
    comment: 'What they wrote beside their answer; empty if nothing',
    answeredAt: 'When they pressed a button; null: not yet',
  },
  ApprovalInput: { note: 'Stands in the mail above the link. Absent: nothing does' },
  TestMailInput: { to: 'Addresses that each get a copy; one given twice gets one' },
  Tester: {
    id: 'Takes them off again, by `DELETE /api/testers/{id}`',
    address: 'Where writers may send test mails, in its one form',
    createdAt: 'Since when they are remembered',
  },
  TesterInput: { address: 'Whoever shall see test mails: a colleague, a test inbox' },
  EmailFate: {
    id: 'As the call that ordered the email gave it',
    kind: 'What it is for: `test`, `confirm`, `welcome`, `sign-in` and others',
    createdAt: 'When it was ordered',
    deliveredAt: 'When the recipient’s server took it; null: not known to have',
    bouncedAt: 'When that server refused it; null: not known to have',
  },
  SourceInput: { url: 'Of an article, on the open web' },
  SourceRead: {
    title: 'The headline that it gives itself; null: it gives none',
    publisher: 'The name of its site; null: it gives none',
    image: 'Address of the picture it wants to be shared with; null: none',
  },
};
