// The words of subscribing and confirming, in English.

export const subscribe = {
  heading: 'Have it sent to you',
  lead: 'Each digest arrives by email, whole. One click in any of them and no more will come.',
  nothingToJoin: 'There is nothing to subscribe to at the moment.',
  email: 'Email address',
  name: 'Your name (optional)',
  lists: 'What you would like to get',
  honeypot: 'Leave this empty',
  submit: 'Subscribe',
  consent:
    'We will send a confirmation email to this address. Nothing else is sent before you confirm, and you can leave at any time.',
  privacy: 'What we keep about you',
  otherAddress: 'Not the right address? Try another',
  asked: 'Please look at your mail',
  askedLines: [
    'If this address can be subscribed, a confirmation email is on its way to it. Press the button in it and you are in.',
    'Nothing there after a few minutes? Look among the unwanted mail, or try again in an hour.',
  ],
};

/** What is wrong with a field of a form. */
export const wrong = {
  address: 'Please check the email address: it should look like name@example.com.',
  dots: 'Addresses with two dots in a row, or a dot before @, cannot be reached by today’s mail services. Please use another one.',
  name: 'The name has characters we cannot use, or is too long.',
  list: 'Please choose at least one.',
  hasty: 'That was quick. If it was you, please press once more.',
  language: 'We do not know this language.',
  timezone: 'We do not know this time zone.',
  check: 'One more step: let the box below check that you are not a program, and press again.',
};

export const confirm = {
  archive: 'Read what was sent before',
  preferences: 'Your preferences',
  confirm: {
    ask: 'Shall we send it to you?',
    askLines: ['Press the button to confirm that this is your address and that you want to get:'],
    button: 'Confirm my subscription',
    done: 'Welcome. You are subscribed.',
    doneLines: ['The next digest will come to you by mail.'],
    usedLines: [
      'You have unsubscribed since this email was sent. If you would like to come back, simply subscribe again.',
    ],
  },
  'address-change': {
    ask: 'Your mail, at this address?',
    askLines: [
      'Press the button, and everything you are subscribed to will come here from now on.',
    ],
    button: 'Use this address',
    done: 'The address is changed',
    doneLines: ['From now on your mail comes to this address.'],
    usedLines: ['This change was made before, or the address belongs to another subscription now.'],
  },
  expired: 'This link has expired',
  expiredLines: [
    'For your safety it works for seven days. We can send a new confirmation email to the same address.',
  ],
  expiredChangeLines: [
    'For your safety it works for seven days. Ask for the change once more on your preference page.',
  ],
  renew: 'Send a new email',
  renewed: 'Please look at your mail',
  renewedLines: [
    'A new confirmation email is on its way, unless one was sent within the hour. Press the button in it and you are in.',
  ],
  used: 'This link has been used',
  again: 'Subscribe again',
  unknown: 'We do not know this link',
  unknownLines: [
    'Perhaps it was cut off when it was copied, or what it was about has been deleted. Try the button in the email itself.',
  ],
};
