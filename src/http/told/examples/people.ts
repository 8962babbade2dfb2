// Requests about people: one by one, by the file, and who must not be mailed.

import type { Examples } from '../../endpoint/document/shapes.ts';

const json = 'application/json';
const csv = 'text/csv';
const ndjson = 'application/x-ndjson';

const people = `email,name,language,timezone,lists,town
haru@example.com,森 春香,ja,Asia/Tokyo,digest,金沢
ken.ito@example.com,伊藤 健,ja,Asia/Tokyo,digest|weekly,松本
amelie@example.fr,Amélie Roux,fr,Europe/Paris,digest:weekly,Lyon
`;
const peopleLines = `{"email":"haru@example.com","name":"森 春香","language":"ja","town":"金沢"}
{"email":"amelie@example.fr","name":"Amélie Roux","language":"fr","lists":["digest"]}
`;
const suppressed = `email,reason,detail
left@example.com,complaint,Marked as spam at the former service
gone@example.jp,bounce,550 5.1.1 user unknown
`;
const suppressedLines = `{"email":"left@example.com","reason":"complaint"}
{"email":"gone@example.jp","reason":"bounce","detail":"550 5.1.1 user unknown"}
`;

/** Of each operation that takes in people or addresses. */
export const peopleExamples: Examples = {
  postSubscribers: {
    [json]: {
      asked: {
        summary: 'Gets a confirmation email, and is mailed once they press its button',
        value: {
          email: 'haru@example.com',
          name: '森 春香',
          language: 'ja',
          lists: [{ slug: 'digest', status: 'pending' }],
        },
      },
      vouched: {
        summary: 'Is mailed from now on: consent was given elsewhere',
        value: {
          email: 'amelie@example.fr',
          name: 'Amélie Roux',
          language: 'fr',
          timezone: 'Europe/Paris',
          attributes: { town: 'Lyon', member: '2019' },
          lists: [{ slug: 'digest', status: 'confirmed' }],
          consent: 'Signed up on paper at the Lyon book fair, 2026-10-03',
        },
      },
    },
  },
  patchSubscribersById: {
    [json]: {
      moved: {
        summary: 'Moved to another town, and left one list',
        value: {
          timezone: 'America/New_York',
          attributes: { town: 'Boston', member: null },
          lists: [{ slug: 'digest', status: 'unsubscribed' }],
        },
      },
    },
  },
  postSubscribersImport: {
    [csv]: { people: { summary: 'Three people, with an attribute', value: people } },
    [ndjson]: { people: { summary: 'A person on each line', value: peopleLines } },
    [json]: {
      people: {
        summary: 'A small file within JSON',
        value: { format: 'csv', text: people },
      },
    },
  },
  postSuppressions: {
    [json]: {
      asked: {
        summary: 'Somebody asked on the phone',
        value: { email: 'left@example.com', detail: 'Asked on the phone on 12 November' },
      },
    },
  },
  postSuppressionsImport: {
    [csv]: { moved: { summary: 'Brought along from another service', value: suppressed } },
    [ndjson]: { moved: { summary: 'An address on each line', value: suppressedLines } },
    [json]: {
      moved: {
        summary: 'A small file within JSON',
        value: { format: 'csv', text: suppressed },
      },
    },
  },
};
