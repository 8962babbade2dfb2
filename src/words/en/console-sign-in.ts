// The words of signing in, in English.

export const signIn = {
  ask: {
    heading: 'Sign in',
    lines: ['Type your address. A link comes by mail; there is no password.'],
    address: 'Mail address',
    wrong: 'An address looks like name@example.com.',
    action: 'Send me a link',
  },
  passkey: {
    'sign-in': 'Sign in with a passkey',
    add: 'Add a passkey',
    problem: 'That did not work. Try again, or have a link sent.',
    offer: {
      heading: 'Sign in without a mail next time',
      line: 'With a passkey your fingerprint, face or PIN opens the console on this device. The link by mail goes on working, and you can do this later in the settings.',
      later: 'Not now',
    },
  },
  sent: {
    heading: 'Look into your mail',
    lines: (address: string) => [
      `If ${address} belongs to an editor, a link is on its way. It works once, for 15 minutes.`,
      'Nothing there after a few minutes? Look among the spam, check the address, or ask an owner whether you are an editor.',
    ],
    action: 'Type the address again',
  },
  link: {
    valid: {
      heading: 'Sign in',
      lines: ['One press, and this browser is signed in. The link works once.'],
      action: 'Sign in',
    },
    used: {
      heading: 'This link was used',
      lines: ['A sign-in link works once. If you are not signed in here, have a new one sent.'],
      action: 'Get a new link',
    },
    expired: {
      heading: 'This link is too old',
      lines: ['A sign-in link works for 15 minutes. Have a new one sent: it takes a moment.'],
      action: 'Get a new link',
    },
    unknown: {
      heading: 'This is no sign-in link',
      lines: ['Perhaps a part of the address is missing. Have a new link sent.'],
      action: 'Get a new link',
    },
  },
};
