// The words of the privacy notice, in English.

/** What the notice is told of the house. */
export interface PrivacyFacts {
  sender: string;
  /** Days a network address is kept; 0: an hour. */
  networkDays: number;
  /** True: Cloudflare's widget stands before the form. */
  hasTurnstile: boolean;
}

export const privacy = {
  heading: 'What we keep about you',
  version: (version: string) => `Version ${version}`,
  other: '日本語で読む',
  parts: ({ sender, networkDays, hasTurnstile }: PrivacyFacts) => [
    {
      heading: 'Who we are',
      lines: [`${sender} publishes these digests and answers for your data.`],
    },
    {
      heading: 'What we keep, and why',
      lines: [
        'Your email address, and what you tell us yourself: name, language, time zone, lists and how often. We need them to send you what you asked for.',
        'That you agreed: when, to which words, and under which version of this notice. It is the proof of your consent.',
        'The network address a request came from, against abuse of the form.',
        'What became of each mail: whether it was delivered or came back and, where the mail service reports it, whether it was opened or a link in it followed.',
      ],
    },
    {
      heading: 'How long',
      lines: [
        `Network addresses for ${networkDays === 0 ? 'an hour' : days(networkDays)}; requests that nobody confirmed for 30 days; confirmation emails and reports about mails for 90 days.`,
        'Everything else for as long as you have a record here. If you have it erased, only a keyed hash of the address stays, so that nobody adds it again.',
      ],
    },
    {
      heading: 'Who works for us',
      lines: [
        'Cloudflare serves these pages, Resend carries the mail, and our database is kept by a hosting company. We give your data to nobody else.',
        `These pages set no cookies and run no scripts${hasTurnstile ? ', but for Cloudflare’s check in the form that tells people from programs' : ''}.`,
      ],
    },
    {
      heading: 'What you can do',
      lines: [
        'The end of every mail leads to your preferences: there you see and change what we hold, pause, unsubscribe, download your data, or have it erased. You can take your consent back at any time.',
        'For anything else, write to us. You may also complain to a data protection authority.',
      ],
    },
  ],
};

function days(count: number): string {
  return count === 1 ? 'a day' : `${count} days`;
}
