// Commands for what digests are made from: the feeds that are watched, and the inbox.

import fs from 'node:fs/promises';
import { type Command, need, UsageError } from './options.ts';
import { showJson, showMoment, showTable } from './table.ts';

interface FeedView {
  id: string;
  title: string;
  folder: string | null;
  health: string;
  newsAt: string | null;
  why: { message: string } | null;
}

interface OpmlReport {
  added: number;
  known: number;
  leftOut: { name: string; why: string }[];
}

interface InboxItem {
  id: string;
  title: string;
  url: string;
  came: string;
  foundAt: string;
}

export const feedCommands: Readonly<Record<string, Command>> = {
  feeds: {
    usage: '[--json]\nadd <url>\nimport <file.opml>\nexport',
    takes: 2,
    does: 'the feeds that are watched and how each is; one more, by its\naddress or a page that names it; lists of other readers in and out',
    async run(client, [verb, what], { json }) {
      if (verb === 'add') {
        const url = need(what, 'the address of a feed');
        const { id, title } = (await client.post('/api/feeds', { url })) as FeedView;
        console.log(`Watching “${title}” (${id}).`);
      } else if (verb === 'import') {
        const text = await fs.readFile(need(what, 'a file'), 'utf8');
        showReport(
          (await client.post('/api/feeds/opml', text, { type: 'text/x-opml' })) as OpmlReport,
        );
      } else if (verb === 'export') {
        process.stdout.write((await client.read('/api/feeds.opml')).body);
      } else if (verb !== undefined) {
        throw new UsageError('feeds, feeds add <url>, feeds import <file>, or feeds export');
      } else {
        const { data } = (await client.get('/api/feeds')) as { data: FeedView[] };
        if (json) showJson(data);
        else showFeeds(data);
      }
    },
  },
  inbox: {
    usage: '[--json]\nadd <url>',
    takes: 2,
    does: 'the articles that wait to be used, the newest first; one more',
    async run(client, [verb, what], { json }) {
      if (verb === 'add') {
        const url = need(what, 'the address of an article');
        await client.post('/api/inbox', { url });
        console.log('It waits in the inbox.');
      } else if (verb !== undefined) {
        throw new UsageError('inbox, or inbox add <url>');
      } else {
        const { data } = (await client.get('/api/inbox?limit=200')) as { data: InboxItem[] };
        if (json) return showJson(data);
        showTable(
          ['since', 'from', 'article'],
          data.map(({ foundAt, came, title, url }) => [showMoment(foundAt), came, title || url]),
          'Nothing waits.',
        );
      }
    },
  },
};

function showFeeds(feeds: readonly FeedView[]): void {
  showTable(
    ['last news', 'health', 'folder', 'feed'],
    feeds.map(({ newsAt, health, folder, title }) => [
      showMoment(newsAt),
      health,
      folder ?? '',
      title,
    ]),
    'No feeds yet.',
  );
  for (const { title, why } of feeds) if (why) console.log(`! ${title}: ${why.message}`);
}

function showReport({ added, known, leftOut }: OpmlReport): void {
  console.log(`${added} feeds are watched from now on; ${known} were watched already.`);
  for (const { name, why } of leftOut) console.log(`! ${name}: ${why}`);
}
