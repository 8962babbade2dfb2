// Requests that send digests and steer what is sent.

import type { Examples } from '../../endpoint/document/shapes.ts';

const json = 'application/json';
const digestId = '019a9c4e-6b1d-7c3a-9f20-5d8e4b7a1c63';

const now = {
  summary: 'To everybody on a list, with half a minute to change one’s mind',
  value: { digestId, revision: 3, lists: ['digest'], holdSeconds: 30 },
};
const mornings = {
  summary: 'At seven in the morning where each reader lives, to some of them',
  value: {
    digestId,
    revision: 3,
    lists: ['digest', 'weekly'],
    segment: {
      kind: 'all',
      rules: [
        { kind: 'language', in: ['ja'] },
        { kind: 'not', rule: { kind: 'opened', lastSends: 5 } },
      ],
    },
    scheduledAt: '2027-04-05T07:00',
    timezone: 'recipient',
    fallbackTimezone: 'Asia/Tokyo',
  },
};

/** Of each operation of sends that takes a body. */
export const sendExamples: Examples = {
  postSends: { [json]: { now, mornings } },
  postSendsEstimate: { [json]: { now, mornings } },
  patchSendsById: {
    [json]: {
      moved: {
        summary: 'An hour later, with the corrected revision',
        value: { revision: 4, scheduledAt: '2027-04-05T08:00', timezone: 'Asia/Tokyo' },
      },
    },
  },
  postSendsByIdResume: {
    [json]: {
      missed: {
        summary: 'Its moment passed while it was paused: send it now',
        value: { missed: 'send_now' },
      },
    },
  },
  postSendsByIdResolve: {
    [json]: {
      mailed: {
        summary: 'Resend’s dashboard lists these mails: count them as accepted',
        value: { outcome: 'accepted' },
      },
    },
  },
};
