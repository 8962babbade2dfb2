// Requests about lists, segments, keys and editors.

import type { Examples } from '../../endpoint/document/shapes.ts';

const json = 'application/json';

/** Of each operation that sets up the house. */
export const houseExamples: Examples = {
  postLists: {
    [json]: {
      weekly: {
        summary: 'A public list in Japanese, with a look of its own',
        value: {
          slug: 'weekly',
          name: '週刊ダイジェスト',
          description: '一週間の記事を、日曜の朝に。',
          language: 'ja',
          timezone: 'Asia/Tokyo',
          frequencies: ['every', 'monthly'],
          welcome: true,
          brand: { name: '週刊ダイジェスト', accent: '#8a1c3b' },
        },
      },
    },
  },
  patchListsBySlug: {
    [json]: {
      quiet: {
        summary: 'No longer shown anywhere, and without a look of its own',
        value: { visibility: 'private', brand: null },
      },
    },
  },
  postSegments: {
    [json]: {
      returning: {
        summary:
          'Readers of Kanazawa or Matsumoto, a month on the list, who opened something lately',
        value: {
          name: '北陸・信州の読者',
          rule: {
            kind: 'all',
            rules: [
              { kind: 'attribute', name: 'town', test: 'in', values: ['金沢', '松本'] },
              { kind: 'subscription', list: 'digest', olderThanDays: 30 },
              { kind: 'opened', lastSends: 5 },
            ],
          },
        },
      },
    },
  },
  patchSegmentsById: {
    [json]: {
      narrower: {
        summary: 'Another rule under the same name',
        value: { rule: { kind: 'domain', in: ['example.com', 'example.jp'] } },
      },
    },
  },
  postKeys: {
    [json]: {
      nightly: {
        summary: 'For a program that writes and sends, until the end of a year',
        value: {
          name: 'Nightly job of the newsroom',
          scopes: ['write', 'send'],
          expiresAt: '2030-12-31T23:59:59+09:00',
        },
      },
    },
  },
  postEditors: {
    [json]: {
      writer: {
        summary: 'Who writes, and asks others to send',
        value: { address: 'ren@example.com', name: '高橋 蓮', role: 'writer' },
      },
    },
  },
  patchEditorsById: {
    [json]: { sender: { summary: 'Who may send from now on', value: { role: 'sender' } } },
  },
};
