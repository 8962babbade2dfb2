// Feeds in and out as OPML, the lists that other readers export.

import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { type ListedFeed, readOpml, writeOpml } from '../syndication/opml.ts';
import type { SourceWeb } from '../web/ask-web.ts';
import { countFeeds, insertFeeds, selectFeeds } from './queries.ts';
import type { OpmlReport } from './schema.ts';
import { feedAddress, mostFeeds } from './subscribe.ts';

/** Nothing is asked while the caller waits: each feed is due at once, and says afterwards how it is. Throws `invalid`. */
export async function importOpml(
  { db, web }: { db: Database; web: SourceWeb },
  text: string,
  by: string,
): Promise<OpmlReport> {
  const read = await readOpml(text);
  if (read.kind === 'invalid') {
    const message = 'This is no OPML. Export the feeds of your reader again, as OPML.';
    throw new AppError('invalid', message, { errors: [{ path: '', message }] });
  }
  const { feeds, without } = read;
  const report: OpmlReport = {
    found: feeds.length + without.length,
    added: 0,
    known: 0,
    leftOut: without.map((name) => ({ name, why: 'It names no address of a feed.' })),
  };
  const open: ListedFeed[] = [];
  for (const feed of feeds) {
    if (web.isOpen(feedAddress(feed.url, web))) open.push(feed);
    else
      report.leftOut.push({
        name: feed.title || feed.url,
        why: 'Its address is not on the open web.',
      });
  }
  const room = Math.max(0, mostFeeds - (await countFeeds(db)));
  for (const { title, url } of open.splice(room)) {
    report.leftOut.push({
      name: title || url,
      why: `More than ${mostFeeds} feeds are not watched.`,
    });
  }
  report.added = await db.transaction((tx) => insertAll(tx, open, web, by));
  report.known = open.length - report.added;
  return report;
}

async function insertAll(
  tx: Queryable,
  listed: readonly ListedFeed[],
  web: SourceWeb,
  by: string,
): Promise<number> {
  const rows = listed.map(({ url, title, folder }) => ({
    id: newId(),
    url: feedAddress(url, web),
    name: title || null,
    folder,
    createdBy: by,
  }));
  let added = 0;
  for (let at = 0; at < rows.length; at += 500) {
    added += await insertFeeds(tx, rows.slice(at, at + 500));
  }
  return added;
}

/** All feeds that have not ended. */
export async function exportOpml(db: Queryable, title: string): Promise<string> {
  const rows = await selectFeeds(db);
  const listed = rows
    .filter(({ state }) => state !== 'ended')
    .map(({ url, name, title: own, folder, home }) => ({ url, title: name ?? own, folder, home }));
  return writeOpml(title, listed);
}
