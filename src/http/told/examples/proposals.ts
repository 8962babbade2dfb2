// Requests that make digests of articles.

import type { Examples } from '../../endpoint/document/shapes.ts';

const json = 'application/json';
const address = 'https://news.example.jp/2026/night-library';
const text = `汐見町立図書館は今年四月から、週に三日、午後八時から十一時まで開館している。昼に来られない人のために、町が始めた試みだ。
利用者は一年で二倍に増え、四割は二十一歳から三十四歳だった。図書館によると、夜の貸し出しは昼の三倍に達したという。
町は当初、夜の騒音を心配していたが、苦情は一件も寄せられていない。夜勤の三人はいずれも非常勤で、町は新たに二人を募集している。
図書館の窓は港に面していて、船の明かりが見える。読書会は月に二度開かれ、漁師や看護師も通ってくるようになった。`;

/** Of each operation of proposals that takes a body. */
export const proposalExamples: Examples = {
  postProposals: {
    [json]: {
      addresses: {
        summary: 'Two articles on the web, for one list',
        value: {
          sources: [address, 'https://news.example.jp/2026/morning-bakery'],
          language: 'ja',
          list: 'digest',
        },
      },
      pasted: {
        summary: 'An article that was pasted: nothing is fetched',
        value: { sources: [{ url: address, title: '夜に開く図書館', text }], language: 'ja' },
      },
    },
  },
  postProposalsByIdSourcesByNMend: {
    [json]: {
      pasted: {
        summary: 'The text of a page that could not be read',
        value: { source: { url: address, title: '夜に開く図書館', text } },
      },
      again: {
        summary: 'What the list was told, all the same',
        value: { again: true },
      },
    },
  },
  postRhythms: {
    [json]: {
      weekdays: {
        summary: 'Weekdays at seven, five articles at most, made two hours before',
        value: {
          name: '平日の朝',
          list: 'digest',
          inbox: true,
          when: { weekdays: [1, 2, 3, 4, 5], times: ['07:00'] },
          sections: 5,
          minimum: 2,
          language: 'ja',
          leadMinutes: 120,
          approver: 'aiko@example.com',
        },
      },
    },
  },
  patchRhythmsById: {
    [json]: {
      pattern: {
        summary: 'On the first Monday of the month, by a pattern of cron',
        value: { when: { pattern: '0 7 * * 1#1' } },
      },
      paused: { summary: 'Paused', value: { isPaused: true } },
    },
  },
  postProposalsByIdSectionsByNRedo: {
    [json]: {
      kept: {
        summary: 'The first point stays, in an editor’s words; the others are made anew',
        value: { keep: [{ point: 0, text: '図書館は四月から、週に三日は夜も開いている。' }] },
      },
    },
  },
};
