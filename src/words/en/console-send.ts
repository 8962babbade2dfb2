// The words of one send: its hold, its way, and what became of it, in English.

import { states } from './console-sends.ts';

export const send = {
  over: (readers: string, revision: number) => `Send · ${readers} · revision ${revision}`,
  ofSegment: (lists: string, name: string) => `“${name}” of ${lists}`,
  ofRule: (lists: string) => `those of ${lists} whom a rule takes`,
  digest: 'Open the digest',
  asOf: (time: string) => `as of ${time}`,
  states: { ...states, held: 'Held' },
  reload: 'See how far it is',
  hold: {
    heading: (readers: string) => `It goes to ${readers} readers in a moment`,
    headingOpen: 'It goes out in a moment',
    seconds: 'seconds left to cancel it',
    line: (time: string) => `It begins at ${time}, by itself: you may close this page.`,
    cancel: 'Cancel: mail nobody',
  },
  scheduled: {
    heading: (moment: string) => `It goes out ${moment}`,
    local: (time: string) => `It goes out at ${time} in each reader’s own time zone`,
    first: (moment: string) => `The first zone is due ${moment}.`,
    line: (readers: string) =>
      `${readers} readers when it was scheduled; counted anew when it begins.`,
    lineOpen: 'Its readers are counted when it begins.',
    change: 'Another moment',
    day: 'Day',
    time: 'Time',
    zone: 'Time zone',
    move: 'Move it',
    cancel: 'Cancel this send',
    older: (newest: number, own: number) =>
      `The digest is at revision ${newest} now; this send will mail revision ${own}.`,
    revise: (newest: number) => `Mail revision ${newest} instead`,
    unkept: (own: number) =>
      `What was typed in the editor since is in no revision yet: this send mails revision ${own}, without it.`,
    toReview: 'Take it in on the review',
  },
  planning: {
    heading: 'The mail and its readers are being fixed',
    line: 'That takes a moment, for a million readers some seconds.',
  },
  progress: {
    of: (all: string) => `of ${all} handed over`,
    label: 'Handed over to Resend',
    rate: (rate: string) => `${rate} a second`,
    left: (time: string) => `${time} left`,
    began: (time: string) => `began ${time}`,
    ended: (time: string) => `ended ${time}`,
    waiting: (people: string, moment: string) => `${people} wait until ${moment}`,
    strip: (cells: number, done: number, bad: number, unclear: number) =>
      `Of ${cells} parts ${done} are handed over, ${bad} refused, ${unclear} unknown.`,
    legend: (people: string) =>
      `One mark is ${people} readers: gold is handed over, bright gold under way, red refused, striped unknown.`,
    said: (done: string, all: string) => `${done} of ${all} handed over.`,
  },
  pause: 'Pause',
  resume: 'Resume',
  cancelRest: 'Cancel the rest',
  cancelled: {
    line: (people: string) => `${people} readers were not mailed, and will not be.`,
    nobody: 'Cancelled before it began: nobody was mailed.',
  },
  paused: {
    byEditor: 'Paused by an editor. What was handed over stays so; nothing more goes out.',
    unexpected: {
      heading: (found: string, expected: string) => `${found} readers, not ${expected}`,
      line: 'Nobody was mailed: there are not as many readers as were shown at the press. See whether the lists are the right ones, then say the number that holds now.',
      resume: (found: string) => `Send to ${found} readers`,
    },
    missed: {
      heading: 'Its moment passed before it began',
      line: 'Nobody was mailed. Send it now, give it another moment, or cancel it.',
      resume: 'Send it now',
    },
    heading: 'It stopped by itself',
    byItself: (moment: string) => `It goes on by itself at ${moment}.`,
  },
  failed: 'Nothing was mailed.',
  problems: {
    heading: 'Whom it did not reach',
    rejected: 'Rejected',
    unknown: 'Unknown',
    skipped: 'Skipped',
    none: {
      rejected: 'Resend refused nobody.',
      unknown: 'It is known of everybody whether they were mailed.',
      skipped: 'Nobody was left out on the way.',
    },
    /** What can be done about it. */
    what: {
      rejected:
        'They were not mailed. Correct the address, or try those again whose reason may pass.',
      unknown:
        'No answer came, so nobody can know whether they were mailed. They are never mailed again by themselves; a late word of Resend settles it, or you do.',
      skipped: 'They left after the number was counted. There is nothing to do.',
    },
    who: 'See who',
    retry: (people: string) => `Try ${people} again`,
    resolve: {
      accepted: 'Count them as mailed',
      rejected: 'Count them as not mailed',
    },
    people: (people: string) => `${people}`,
    reasons: {
      validation_error: 'the address is not valid',
      invalid_to_address: 'the address is not valid',
      missing_required_field: 'Resend misses a field of the mail',
      internal_server_error: 'Resend failed: may pass',
      application_error: 'Resend failed: may pass',
      not_found: 'Resend did not find what it was asked for: may pass',
      method_not_allowed: 'Resend refused the call: may pass',
      no_answer: 'no answer in time',
      unexpected_answer: 'an answer that says something else',
      resolved: 'an editor decided so',
      unsubscribed: 'unsubscribed',
      suppressed: 'must not be mailed (bounce, complaint)',
      erased: 'erased',
      paused: 'pausing',
      already_sent: 'have it from another send',
    } as Readonly<Record<string, string>>,
    noReason: 'no reason was given',
  },
  recipients: {
    title: (what: string) => `Recipients: ${what}`,
    address: 'Address',
    reason: 'Reason',
    at: 'When',
    erased: 'erased',
    empty: 'Nobody',
    emptyLine: 'No recipient of this send stands so.',
    back: 'Back to the send',
    pager: { label: 'Pages of recipients', first: 'First page', next: 'Next page' },
  },
  facts: {
    heading: 'So far',
    delivered: 'Delivered',
    bounced: 'Bounced',
    complained: 'Complaints',
    unsubscribed: 'Unsubscribed',
    note: 'As their mail servers told Resend.',
  },
  mistake: {
    heading: 'A mistake in it?',
    line: 'Mails cannot be called back. Two things help:',
    page: 'Correct the page',
    mail: 'Mail a correction',
  },
  off: 'Sending is switched off (SENDING=off): nothing moves until it is on again.',
  refused: 'Nothing was done',
};
