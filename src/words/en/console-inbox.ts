// The words of the inbox and of the ways into it.

export const inbox = {
  heading: 'Inbox',
  lead: 'Articles that wait to be used. Nothing is read before you make a proposal of them.',
  views: 'Sources',
  tabs: { waiting: 'Waiting', used: 'Used', dismissed: 'Put away', feeds: 'Feeds' },
  add: 'Put an article in',
  address: 'Address of the article',
  addAction: 'Put in',
  addressWrong: 'Write the address of a page, with https://',
  list: 'Articles',
  columns: { pick: 'Article', came: 'From', found: 'Since', more: 'Put away' },
  came: {
    hand: 'by hand',
    bookmarklet: 'browser',
    share: 'shared',
    mail: 'mail',
    feed: 'feed',
  },
  propose: 'Make a proposal from these',
  proposeHint: 'Up to twenty. You choose the language and the list on the next page.',
  nonePicked: 'Choose at least one article.',
  tooMany: 'Choose at most twenty: a digest holds twenty sections.',
  dismiss: 'Put away',
  dismissOf: (title: string) => `Put away: “${title}”`,
  restore: 'Take back',
  restoreOf: (title: string) => `Take back: “${title}”`,
  undo: 'Undo',
  done: {
    added: 'It waits in the inbox.',
    known: 'It was in the inbox already.',
    dismissed: 'Put away. It can be taken back for ninety days.',
    restored: 'It waits again.',
    door: 'This is your address, below. It is for you alone.',
    turned: 'You have a new address. Mail to the one of before is no longer taken.',
  } as Record<string, string>,
  empty: 'Nothing waits',
  emptyLead:
    'Put the address of an article in above, press the star of one in your feeds, or save it from the page you are reading.',
  usedIn: 'Sent in a digest',
  emptyUsed: 'Nothing was used yet',
  emptyUsedLead: 'An article comes here when a digest that cites it is sent.',
  emptyDismissed: 'Nothing was put away',
  emptyDismissedLead: 'What you put away stands here for ninety days.',
  toFeeds: 'Look at the feeds',
  bookmarklet: 'From the browser',
  bookmarkletLead:
    'Drag this link to your bookmarks. Pressed on an article, it opens a page with one button.',
  bookmarkletName: 'To the inbox',
  share: 'From a phone',
  shareLead:
    'Add the console to the home screen. Then it stands among the places that a page can be shared to (Android, Chrome).',
  mail: 'By mail',
  mailBegin: (own: string) =>
    `Links to articles, mailed from ${own}, can wait here, too, twenty at most of a mail. For that you have an address of your own; mail from others is not taken.`,
  mailLead: (own: string) =>
    `Write from ${own}, with links to articles in the mail, twenty at most: they wait here then. The address is yours alone, and mail from others is not taken.`,
  mailMake: 'Make my address',
  mailTurn: 'Make a new one',
  mailTurnHint: 'Mail to the one of before is then no longer taken.',
  mailTaken: 'The last mail was taken.',
  mailRefused: (count: number) =>
    count === 1
      ? 'One mail was not taken, for'
      : `${count.toLocaleString('en')} mails were not taken, the last one because`,
  mailRefusedWhy: {
    stranger: 'it did not come from your own address, or its mail server disowns it.',
    no_address: 'it named no page.',
    too_many: 'more than sixty came within an hour.',
    unread: 'Resend did not hand it over. Is it longer than 5 MB, or may the API key only send?',
  },
  pages: 'Pages of the inbox',
  save: 'Put this article in?',
  saveLead: 'It waits in the inbox until somebody makes a proposal of it or puts it away.',
  saveTitle: 'Title',
  saveAction: 'Put into the inbox',
  cancel: 'Do not',
};
