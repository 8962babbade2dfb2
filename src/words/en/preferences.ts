// The words of the preference page and of leaving, in English.

export const preferences = {
  heading: 'Your preferences',
  notMailable:
    'At the moment nothing can be sent to this address. Change it below, or write to us.',
  lists: 'Lists',
  pending: '(waiting for your confirmation)',
  often: 'How often',
  frequencies: {
    every: 'Every digest',
    weekly: 'At most one a week',
    monthly: 'At most one a month',
  },
  saveLists: 'Save lists',
  profile: 'About you',
  name: 'Name',
  language: 'Language of our emails and pages',
  timezone: 'Time zone',
  unsaid: 'Not said',
  saveProfile: 'Save',
  pause: 'Pause',
  pauseLead: 'Going away? Nothing is sent for a while, and then it begins again by itself.',
  pauseFor: 'For how long',
  /** By the number of days. */
  pauses: {
    7: 'One week',
    14: 'Two weeks',
    30: 'One month',
    90: 'Three months',
  },
  pauseNow: 'Pause',
  pausedUntil: (day: string) => `Nothing is sent before ${day}.`,
  resume: 'Go on now',
  newAddress: 'Another address',
  newAddressLead:
    'We send a confirmation email there. Once its button is pressed, your mail goes there.',
  newAddressLabel: 'New email address',
  changeAddress: 'Change address',
  leave: 'Leave',
  leaveLead: 'You will get nothing from any list. Your preferences stay, in case you return.',
  leaveAll: 'Leave all lists',
  data: 'Your data',
  dataLead: 'Everything we hold about you, as one file.',
  download: 'Download my data',
  erase: 'Erase my data',
  eraseLead:
    'Deletes all of it. Only a keyed hash of your address stays, so that nobody can add it again.',
  eraseMe: 'Delete my data',
  eraseAsk: 'Delete everything about you?',
  eraseAskLines: [
    'Your subscriptions, your name, your settings and the record of what you were sent will be deleted. It cannot be undone.',
  ],
  eraseNow: 'Delete for good',
  keep: 'No, keep it',
  erased: 'Everything has been deleted',
  erasedLines: ['Nothing will be sent to you any more. Thank you for having read with us.'],
  stale: 'This link is an old one',
  link: 'The one of today',
  linkLead: 'It goes by mail to the address that you have with us now, and opens your preferences.',
  sendLink: 'Send me the link',
  unknown: 'We do not know this link',
  unknownLines: [
    'Perhaps it was cut off when it was copied, or the data behind it has been deleted. Each digest you get has a fresh link at its end.',
  ],
  done: {
    saved: 'Saved.',
    paused: 'Paused. Have a good time.',
    resumed: 'On again.',
    asked:
      'If this address can be used, a confirmation email is on its way to it. Press the button in it.',
    left: 'Done. You are on no list any more.',
  },
};

export const unsubscribe = {
  ask: 'Leave this list?',
  askLines: ['One press, and no more of it will come. Nothing to sign in to, nothing to explain.'],
  leave: 'Unsubscribe',
  rather: 'Or pause, change the address, choose other lists',
  left: 'Done. You will get no more of this.',
  leftBefore: 'You have left this list',
  leftLines: [
    'A mail that was already on its way may still arrive. Thank you for having read with us.',
  ],
  undo: 'That was a mistake: keep it coming',
  undone: 'You are on the list again',
  undoneLines: ['Nothing has changed: the next one will come as before.'],
  preferences: 'Other lists and settings, or a change of mind',
  link: 'Your preferences, by mail',
  linkLines: [
    'There you can choose lists, pause, change your address, and read or delete what we hold. Mails are passed on, so the link goes to your own mailbox only.',
  ],
  sendLink: 'Send me the link',
  sent: 'Please look at your mail',
  sentLines: [
    'If this address can be used, the link is on its way to it, unless one was sent within the hour.',
  ],
  gone: 'There is nothing to leave here',
  goneLines: [
    'What this link was for has been deleted with all its data. You need not do anything.',
  ],
  foreign: 'You have not been unsubscribed',
  foreignLines: [
    'This link is not whole: perhaps it was cut off when it was copied, or a mail program changed it.',
    'Open the link at the end of the mail itself, or its “unsubscribe” beside the sender. If neither works, write to us and we will take you off.',
  ],
};
