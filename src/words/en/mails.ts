// The words of mails, in English.

import type { EmailKind, EmailWords } from '../emails.ts';

/** Around a digest, in its mail and on its page. */
export const digest = {
  question: 'Question',
  answer: 'Answer',
  points: 'Key points',
  source: 'Source',
  editor: 'Editor',
  picture: 'Picture: ',
  /** The link to a source, by its publisher; the title stands above it. */
  readSource: (publisher?: string) =>
    publisher === undefined ? 'Read the source' : `Read on at ${publisher}`,
  contents: 'In this issue',
  readingTime: (minutes: number) => `${minutes} min read`,
  conclusion: 'In conclusion',
  correction: 'Correction',
  invitation: 'Have the next one sent to you',
  neighbours: 'Other digests',
  all: 'All digests',
  older: 'Before this',
  newer: 'After this',
};

export const mail = {
  viewInBrowser: 'Read in your browser',
  /** The first way out, at the top; its words differ from those of the footer's. */
  leaveAtTop: 'Unsubscribe',
  leave: 'Unsubscribe from this list',
  preferences: 'Change your preferences',
  colon: ': ',
  whyYouGetThis: 'You get this mail because you signed up for it.',
  reply: 'What do you think? Reply to this mail: your answer reaches the editors.',
  /** Opens a new mail that holds nothing but the digest's address. */
  share: 'Tell a friend about this issue',
  shareAddress: 'To tell a friend about this issue, pass on the address above.',
  recipient: 'Sent to',
  sender: 'Published by',
  joinLists: (names: readonly string[]) =>
    new Intl.ListFormat('en').format(names.map((name) => `“${name}”`)),
  buttonFallback: 'If the button does not work, open this address in your browser.',
};

export const transactional: Record<EmailKind, EmailWords> = {
  confirm: {
    subject: (brand) => `Please confirm your subscription to ${brand}`,
    heading: 'One step to go',
    body: (brand, lists) =>
      `Somebody, we hope you, signed this address up for ${lists} of ${brand}. Please confirm with the link below that it was you.`,
    action: 'Confirm my subscription',
    aside:
      'This link works for 7 days. If you did not sign up, do nothing: an unconfirmed sign-up is deleted, and no mail will follow.',
  },
  'address-change': {
    subject: (brand) => `Please confirm your new address for ${brand}`,
    heading: 'Your mail, at this address',
    body: (brand) =>
      `Somebody, we hope you, asked to have ${brand} sent to this address from now on. Please confirm the change with the link below.`,
    action: 'Use this address',
    aside:
      'This link works for 7 days. If you did not ask for this, do nothing: without your answer nothing changes.',
  },
  preferences: {
    subject: (brand) => `Your preferences: ${brand}`,
    heading: 'The link you asked for',
    body: (brand) =>
      `The link opens your preferences for ${brand}: choose lists, pause, change your address, and read or delete what we hold about you.`,
    action: 'Open my preferences',
    aside:
      'Please keep the link to yourself. If you did not ask for it, do nothing: nothing has changed.',
  },
  welcome: {
    subject: (brand) => `Welcome to ${brand}`,
    heading: 'You are on the list',
    body: (brand, lists) =>
      `You are now subscribed to ${lists} of ${brand}. The next issue will come to this address; until then, the earlier ones are there to read.`,
    action: 'Read earlier issues',
    aside:
      'Each mail has a link at its top and at its end to unsubscribe or to change what you get.',
  },
  'sign-in': {
    subject: (brand) => `Your sign-in link for ${brand}`,
    heading: 'Come on in',
    body: (brand) => `The link below opens the editors’ desk of ${brand}.`,
    action: 'Sign in',
    aside:
      'This link works once, for 15 minutes. If you did not ask for it, do nothing: unless it is used, nothing happens.',
  },
  invitation: {
    subject: (brand) => `You are invited to the editors’ desk of ${brand}`,
    heading: 'A desk of your own',
    body: (brand) =>
      `You can now sign in to the console of ${brand} with this address. The link opens the sign-in page: type this address there, and a link comes by mail.`,
    action: 'Open the sign-in page',
    aside: 'There is no password. If you do not know what this is about, do nothing.',
  },
  approval: {
    subject: (brand) => `Please look this over: ${brand}`,
    heading: 'May this go out?',
    body: (brand, lists) =>
      `You are asked whether ${lists} of ${brand} may be sent as it is. The link shows the mail just as readers would get it; there you can say yes or no, and why.`,
    action: 'See the mail and answer',
    aside:
      'This link works for 14 days and needs no account: whoever has it can answer in your place. Opening it decides nothing.',
  },
  approved: {
    subject: (brand) => `Yes, it may go out: ${brand}`,
    heading: 'Yes, it may go out',
    body: (brand, lists) =>
      `You asked whether ${lists} of ${brand} may be sent, and the answer is yes. It holds for the digest as it was when you asked.`,
    action: 'Open the review',
    aside:
      'Nothing is sent by itself. If the digest is changed now, the yes no longer counts and you ask again.',
  },
  declined: {
    subject: (brand) => `Not yet: ${brand}`,
    heading: 'Not like this yet',
    body: (brand, lists) =>
      `You asked whether ${lists} of ${brand} may be sent, and the answer is no.`,
    action: 'Open the review',
    aside:
      'Once the digest is changed, this answer no longer counts: ask again about what it then is.',
  },
};
