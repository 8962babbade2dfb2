// The words of the page of an approval, in English.

export const approval = {
  over: 'You are asked: may this mail go out?',
  subject: (subject: string) => `Subject: ${subject}`,
  noteBy: (name: string) => `${name} writes:`,
  /** The product wrote it, where a rhythm asks. */
  noteOfRhythm: 'A note from the rhythm',
  mail: 'The mail as readers would get it',
  question: 'May it go out?',
  comment: 'A word to the editors',
  commentHint: 'If something should change, say where. You need not write anything.',
  yes: 'Yes, send it',
  no: 'No, not like this',
  thanks: 'Thank you. The editors see it at once; you can close this page.',
  /** Where a yes starts the send by itself. */
  rhythm: {
    sends:
      'Thank you. It goes out now, or at its hour if that is still to come; you can close this page.',
    over: 'Its time is over',
    overLine:
      'Whatever you answer now, nothing is sent by it. The editors read your answer all the same.',
  },
  states: {
    approved: {
      heading: 'You said yes',
      line: 'This was answered before. There is nothing more to do.',
    },
    declined: {
      heading: 'You said no',
      line: 'This was answered before. There is nothing more to do.',
    },
    void: {
      heading: 'The mail has changed since',
      line: 'What you see is the version you were asked about. The editors will ask you again, if they need to.',
    },
    expired: {
      heading: 'This link is too old',
      line: 'It worked for 14 days. The editors can send you a new one.',
    },
  },
  unknown: {
    heading: 'There is nothing to approve here',
    line: 'Perhaps a part of the address is missing. Open the link from the mail once more.',
  },
};
