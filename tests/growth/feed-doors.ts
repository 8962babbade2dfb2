// The readers of what sites and other readers say: feeds, lists of feeds, robots.txt, pasted addresses.

import { isOpenWeb } from '../../src/digest/checks/open-web.ts';
import { addressKey } from '../../src/proposals/stories/address-key.ts';
import { findFeeds } from '../../src/proposals/syndication/find-feeds.ts';
import { readOpml } from '../../src/proposals/syndication/opml.ts';
import { readFeed } from '../../src/proposals/syndication/read-feed.ts';
import { findAddresses } from '../../src/proposals/web/pasted-addresses.ts';
import { askRobots } from '../../src/proposals/web/robots.ts';
import { after, type Door, lineShapes, repeat } from './shapes.ts';

const url = 'https://site.example.com/feed';
const now = new Date('2026-11-26T00:00:00Z');
const item = '<item><title>a</title><link>https://site.example.com/1</link></item>';

export const feedDoors: Readonly<Record<string, Door>> = {
  'a feed': {
    parse: (text) => readFeed(text, url, now),
    shapes: [
      ...['<a/>', item, '<![CDATA[a]]>', '<!--', '&amp;', '<a b="c"/>', '<a:b xmlns:a="u"/>'].map(
        (unit) => after('<rss version="2.0"><channel>', repeat(unit)),
      ),
      ...['&lt;p&gt;', '<', ' '].map((unit) =>
        after('<rss version="2.0"><channel><item><description>', repeat(unit)),
      ),
      after('<!--', repeat('<rss ')),
      after('{"version":"https://jsonfeed.org/version/1","items":', repeat('[')),
    ],
  },
  'a list of feeds': {
    parse: readOpml,
    shapes: [
      after('<opml version="2.0"><body>', repeat('<outline text="a" xmlUrl="https://a.example"/>')),
      after('<opml version="2.0"><body>', repeat('<outline text="a">')),
    ],
  },
  'the feeds that a page names': {
    parse: (text) => findFeeds(text, url),
    shapes: ['<link rel=alternate type=application/rss+xml href=x>', '<link ', '<'].map(repeat),
  },
  'a robots.txt': {
    parse: (text) => {
      const dial = async () => new Response(text);
      return askRobots({ dial, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1' }, url);
    },
    shapes: [
      ...lineShapes,
      (n) => repeat('User-agent: *\n')(n / 2) + repeat('Disallow: /x\n')(n / 2),
      (n) => repeat('User-agent: *\n')(n / 2) + repeat('Content-Signal: a=b\n')(n / 2),
      ...['*', '/*d', 'f'].map((unit) => after('User-agent: *\nDisallow: /', repeat(unit))),
    ],
  },
  'the key of an address': {
    parse: addressKey,
    shapes: ['/', '/a', '?a=b&', '%41', '.a'].flatMap((unit) => [
      after('https://site.example.com/', repeat(unit)),
      (n: number) => `https://site.example.com/${repeat(unit)(n)}x`,
    ]),
  },
  'pasted addresses': {
    parse: findAddresses,
    shapes: [...lineShapes, ...['https://a(', 'https://(', 'https://a.example/x '].map(repeat)],
  },
};
