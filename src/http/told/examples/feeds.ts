// Requests about feeds and the inbox.

import type { Examples } from '../../endpoint/document/shapes.ts';

const json = 'application/json';

const folder = {
  summary: 'A feed in a folder',
  value:
    '<opml version="2.0"><body><outline text="地域"><outline text="港の新聞" type="rss" xmlUrl="https://news.example.jp/feed.xml"/></outline></body></opml>',
};

/** Of each operation of feeds and of the inbox that takes a body. */
export const feedExamples: Examples = {
  postFeeds: {
    [json]: {
      page: {
        summary: 'A page that names its feed',
        value: { url: 'https://news.example.jp/', folder: '地域' },
      },
    },
  },
  patchFeedsById: {
    [json]: {
      pause: { summary: 'Ask it no more for now', value: { state: 'paused' } },
      name: { summary: 'Call it otherwise', value: { name: '港の新聞', folder: null } },
    },
  },
  postFeedsOpml: {
    'text/x-opml': { folder },
    'application/xml': { folder },
    'text/xml': { folder },
  },
  postInbox: {
    [json]: {
      address: {
        summary: 'An article by its address',
        value: { url: 'https://news.example.jp/2026/night-library', title: '夜に開く図書館' },
      },
    },
  },
};
