// The feeds in rows, each with how it is in words.

import type { FeedView } from '../../../proposals/feeds/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { tell } from '../tell.ts';
import { Moment } from '../ui/moment.tsx';
import { Chip, type Tone } from '../ui/notice.tsx';
import { type Column, Table } from '../ui/table.tsx';

const tones: Record<FeedView['health'], Tone> = {
  waiting: 'plain',
  well: 'good',
  failing: 'bad',
  paused: 'plain',
  ended: 'careful',
};

export function FeedTable({
  feeds,
  language,
  site,
}: ConsoleFrame & { feeds: readonly FeedView[] }) {
  const words = consoleWordsFor(language).feeds;
  const columns: Column<FeedView>[] = [
    {
      heading: words.columns.feed,
      cell: ({ id, title, folder, url }) => (
        <>
          <a href={`/console/feeds/${id}`}>{title}</a>
          <span class="note">{folder ?? URL.parse(url)?.hostname ?? url}</span>
        </>
      ),
    },
    {
      heading: words.columns.health,
      cell: (feed) => <Health feed={feed} language={language} />,
    },
    {
      heading: words.columns.news,
      cell: ({ newsAt }) =>
        newsAt === null ? (
          <span class="soft">{words.noNews}</span>
        ) : (
          <Moment at={newsAt} zone={site.timezone} language={language} form="brief" />
        ),
    },
  ];
  return <Table caption={words.list} columns={columns} rows={feeds} />;
}

/** A word, and where something is wrong what it is and what to do. */
export function Health({ feed, language }: { feed: FeedView; language: string }) {
  const words = consoleWordsFor(language).feeds;
  const { health, why, failures } = feed;
  return (
    <>
      <Chip tone={tones[health]}>{words.health[health]}</Chip>
      {why === null ? null : (
        <span class="note">
          {tell(why.message, language)} {failures > 1 ? words.tries(failures) : null}
        </span>
      )}
    </>
  );
}
