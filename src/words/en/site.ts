// The words of the pages that everybody sees, in English.

export const frame = {
  skip: 'Skip to the content',
  pages: 'Pages',
  archive: 'Archive',
  subscribe: 'Subscribe',
  publisher: 'Published by ',
  privacy: 'Privacy',
};

export const front = {
  promise: ['It begins with a question, ', 'rests on its sources, ', 'and ends in a conclusion.'],
  lead: 'Sourced digests to take your time over.',
  join: 'By mail',
  archive: 'Archive',
  nothingYet: 'The first digest is being written.',
  choices: 'Parts of the archive',
  everything: 'All',
  feeds: 'Follow these digests: ',
  pages: 'Pages of the archive',
  newer: 'Newer',
  older: 'Older',
};

export const search = {
  label: 'Search the archive',
  submit: 'Search',
  heading: (query: string) => `“${query}” in the archive`,
  count: (found: number) => (found === 1 ? '1 digest' : `${found} digests`),
  nothing: 'Nothing was found. Try fewer or shorter words.',
  pages: 'Pages of results',
};

export const problem = {
  missing: {
    heading: 'There is nothing at this address',
    lines: ['It may have moved, or have been typed with a slip.'],
  },
  refused: {
    heading: 'That could not be taken',
    lines: ['Please go back, look over what you wrote, and try once more.'],
  },
  busy: {
    heading: 'One moment, please',
    lines: ['We cannot answer just now. Please try again soon.'],
  },
  broken: {
    heading: 'Something went wrong on our side',
    lines: ['It has been noted. Please try again later.'],
  },
  home: 'To the front page',
};

export const preview = {
  heading: 'This is a preview',
  lines: [
    'This link stands in a preview or a test mail, and does nothing. In the mail of a reader it leads to their own page.',
  ],
};

export const botTrap = {
  heading: 'Nothing happens here',
  lines: [
    'A hidden link in our mails leads to this page. Programs that check mail follow it, people do not: it keeps our statistics honest.',
    'If you came upon it yourself: nothing has changed for you, and there is nothing to do.',
  ],
  archive: 'To the digests',
};

/** Beside a value, wherever one is shown. */
export const labels = {
  list: 'List',
  address: 'Address',
  contact: 'Contact us',
};
