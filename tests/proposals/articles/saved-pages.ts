// Twelve pages written for these tests, with the text of each article as a person would copy it.

import fs from 'node:fs';
import type { Page } from '../pages.ts';

export interface SavedPage {
  name: string;
  /** What makes it hard. */
  trait: string;
  /** The header it is served with. */
  type: string;
  /** What it must be read as; null where it is thin. */
  facts: {
    title: string;
    publisher: string | null;
    publishedOn: string | null;
    language: string;
    /** Null: the address that answered. */
    url: string | null;
  } | null;
  thin?: 'not_free' | 'teaser';
}

const html = 'text/html; charset=utf-8';

export const savedPages: readonly SavedPage[] = [
  {
    name: 'harbour-library',
    trait: 'JSON-LD, a cookie banner, shares, summaries of other articles',
    type: html,
    facts: {
      title: '夜に開く図書館、利用者が二倍に',
      publisher: '汐見新聞',
      publishedOn: '2026-10-28',
      language: 'ja',
      url: 'https://news.example.com/2026/10/harbour-library',
    },
  },
  {
    name: 'terraced-tea',
    trait: 'a blog without paragraphs, with comments',
    type: html,
    facts: {
      title: '段々畑の茶が海を渡るまで',
      publisher: '茶の手帖',
      publishedOn: '2026-09-12',
      language: 'ja',
      url: 'https://tea.example.com/entry/terraces',
    },
  },
  {
    name: 'ferry-battery',
    trait: 'Shift_JIS by its own word, laid out in a table',
    type: 'text/html',
    facts: {
      title: '島の連絡船、電池で走る試験を開始',
      publisher: null,
      publishedOn: '2026-08-03',
      language: 'ja',
      url: null,
    },
  },
  {
    name: 'snow-rail',
    trait: 'EUC-JP by its header alone',
    type: 'text/html; charset=EUC-JP',
    facts: {
      title: '雪国の鉄道、除雪を一人で動かす',
      publisher: '北嶺タイムス',
      publishedOn: '2026-01-19',
      language: 'ja',
      url: null,
    },
  },
  {
    name: 'three-dates',
    trait: 'days of today, of publication, of a change and of an event',
    type: html,
    facts: {
      title: '干潟の鳥、三年ぶりに増える',
      publisher: '浜辺通信',
      publishedOn: '2026-05-07',
      language: 'ja',
      url: 'https://shore.example.com/birds/spring',
    },
  },
  {
    name: 'river-sensors',
    trait: 'English, `@graph`, a sign-up within the text, long comments',
    type: html,
    facts: {
      title: 'Cheap sensors give a river its first flood warning',
      publisher: 'The Weir Post',
      publishedOn: '2026-03-21',
      language: 'en',
      url: 'https://weir.example.com/2026/03/river-sensors/',
    },
  },
  {
    name: 'market-nav',
    trait: '200 KB of navigation',
    type: html,
    facts: {
      title: '朝市の屋台、支払いは竹の札で',
      publisher: '見本経済',
      publishedOn: '2026-07-02',
      language: 'ja',
      url: 'https://economy.example.com/market/bamboo',
    },
  },
  {
    name: 'short-report',
    trait: 'three short paragraphs',
    type: html,
    facts: {
      title: '見本橋、点検のため三日間通行止め',
      publisher: '見本町広報',
      publishedOn: null,
      language: 'ja',
      url: null,
    },
  },
  {
    name: 'clock-interview',
    trait: 'an interview in nameless elements, declared English',
    type: html,
    facts: {
      title: '町の時計を直し続ける人に聞く',
      publisher: '職人だより',
      publishedOn: '2026-04-15',
      language: 'ja',
      url: 'https://craft.example.com/people/clock?utm_source=feed',
    },
  },
  {
    name: 'museum-bell',
    trait: 'microdata, readings of kanji, a table and an advertisement within the text',
    type: html,
    facts: {
      title: '海に沈んだ鐘、百年ぶりに鳴る',
      publisher: '島の博物館ブログ',
      publishedOn: '2026-06-30',
      language: 'ja',
      url: 'https://museum.example.com/blog/bell',
    },
  },
  {
    name: 'paid-orchard',
    trait: 'a wall by its own word',
    type: html,
    facts: null,
    thin: 'not_free',
  },
  {
    name: 'teaser-bakery',
    trait: 'the beginning of its `articleBody`',
    type: html,
    facts: null,
    thin: 'teaser',
  },
];

/** The three that `npm start` shows, too, stand beside its other samples. */
const folders = ['tests/proposals/articles/pages', 'dev/samples/articles'];

function readSaved(file: string): Uint8Array {
  const found = folders.map((folder) => `${folder}/${file}`).find((path) => fs.existsSync(path));
  if (found === undefined) throw new Error(`There is no ${file}`);
  return fs.readFileSync(found);
}

/** The bytes as they are served: a menu of 100 KB is written when it is needed. */
export function bytesOf({ name }: SavedPage): Uint8Array {
  const bytes = readSaved(`${name}.html`);
  const text = new TextDecoder('latin1').decode(bytes);
  if (!text.includes('{{navigation}}')) return bytes;
  const filled = new TextDecoder().decode(bytes).replaceAll('{{navigation}}', writeMenu());
  return new TextEncoder().encode(filled);
}

export function textOf({ name }: SavedPage): string {
  return new TextDecoder().decode(readSaved(`${name}.txt`)).trim();
}

/** All of them for a site, by `/name`. */
export function asSite(): Record<string, Page> {
  return Object.fromEntries(
    savedPages.map((page) => [
      `/${page.name}`,
      { headers: { 'content-type': page.type }, body: bytesOf(page) },
    ]),
  );
}

function writeMenu(): string {
  const areas = ['東', '西', '南', '北', '中央'];
  const trades = ['市場', '港', '農業', '漁業', '観光', '小売', '工芸', '運輸'];
  const items = areas.flatMap((area) =>
    trades.flatMap((trade) =>
      Array.from({ length: 20 }, (_, n) => {
        const label = `${area}部の${trade}、第${n + 1}区の案内と統計のページ`;
        return `<li class="mega-menu-item"><a href="/${area}/${trade}/${n}">${label}</a></li>`;
      }),
    ),
  );
  return `<ul>${items.join('\n')}</ul>`;
}
