// The words of a correction after a send, in English.

export const correct = {
  heading: 'Correct a sent digest',
  back: 'Back to the digest',
  notSent:
    'Nobody was mailed this digest yet: change it in the editor, and send it when it is right.',
  toEditor: 'To the editor',
  page: {
    heading: 'Correct the page',
    line: 'The mails stay as they are. The page on the web shows the corrected revision from then on, with your note and its day.',
    stands: (standing: number, newest: number) =>
      `Revision ${standing} stands on the page; the newest is revision ${newest}.`,
    same: (standing: number) =>
      `Revision ${standing} stands on the page and is the newest. Write the correction in the editor first.`,
    unkept:
      'First make a revision of what was written in the editor. It stands on the page only after you publish it here.',
    note: 'What was corrected',
    noteHint: 'One sentence for readers, in the language of the digest.',
    action: (revision: number) => `Publish revision ${revision}`,
    done: 'The page is corrected',
    see: 'See the page',
  },
  mail: {
    heading: 'Mail a correction',
    line: 'A short digest of its own, to those who received this one. You look at it and at their number before it goes out.',
    headline: 'Headline',
    text: 'What was wrong, and what is right',
    textHint: '**strong** and [label](https://…) work here.',
    closing: 'Last sentence',
    action: 'Write it and review it',
    /** To begin with, in the language of the digest. */
    headlineOf: (headline: string) => `Correction: ${headline}`,
    closingOf: 'We apologise for the mistake.',
  },
  refused: 'Nothing was changed',
};
