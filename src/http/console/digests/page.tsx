// The list of digests.

import type { Page } from '../../../base/cursor.ts';
import type { DigestState } from '../../../sending/overview/digest-lines.ts';
import type { DigestLine } from '../../../sending/overview/digest-lines-queries.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { address } from '../shell/query.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { formatBrief, Moment } from '../ui/moment.tsx';
import { Empty } from '../ui/notice.tsx';
import { formatNumber, joinNames } from '../ui/numbers.tsx';
import { DigestChip } from '../ui/state.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Menu, Pager, Tabs } from '../ui/ways.tsx';

const path = '/console/digests';
const states = ['draft', 'scheduled', 'sending', 'sent'] as const;

interface DigestsPageProps extends ConsoleFrame {
  lines: Page<DigestLine>;
  state: DigestState | null;
  isFirst: boolean;
  /** May begin a digest. */
  isWriter: boolean;
}

export function DigestsPage({ lines, state, isFirst, isWriter, ...frame }: DigestsPageProps) {
  const { language } = frame;
  const { digests: words, shell } = consoleWordsFor(language);
  const begin = isWriter ? (
    <ButtonLink href={`${path}/new`} tone="main">
      {words.begin}
    </ButtonLink>
  ) : undefined;
  return (
    <ConsolePage {...frame} title={words.heading} current="digests">
      <PageHeading text={words.heading} language={language} lead={words.lead} actions={begin} />
      <Tabs
        label={words.tabs}
        tabs={[null, ...states].map((one) => ({
          href: address(path, { state: one }),
          label: one === null ? words.all : words.states[one],
          isCurrent: one === state,
        }))}
      />
      <Card>
        {lines.data.length > 0 ? (
          <Table caption={words.heading} columns={columnsFor(frame, isWriter)} rows={lines.data} />
        ) : state === null && isFirst ? (
          <Empty heading={words.emptyHeading} actions={begin}>
            {words.empty}
          </Empty>
        ) : (
          <Empty heading={words.emptyState}>{words.lead}</Empty>
        )}
      </Card>
      <Pager
        words={{ label: words.pages, first: shell.firstPage, next: shell.nextPage }}
        first={isFirst ? null : address(path, { state })}
        next={lines.nextCursor && address(path, { state, cursor: lines.nextCursor })}
      />
    </ConsolePage>
  );
}

function columnsFor({ language, site }: ConsoleFrame, isWriter: boolean): Column<DigestLine>[] {
  const words = consoleWordsFor(language).digests;
  const columns: Column<DigestLine>[] = [
    {
      heading: words.columns.headline,
      cell: (line) => (
        <>
          <a href={`${path}/${line.id}`} lang={line.headline === '' ? undefined : line.language}>
            {line.headline || words.untitled}
          </a>
          {line.isChanged && line.revision !== null ? (
            <span class="note">{words.changed}</span>
          ) : null}
        </>
      ),
    },
    {
      heading: words.columns.state,
      cell: ({ status, sendStatus }) => <DigestChip {...{ status, sendStatus, language }} />,
    },
    { heading: words.columns.lists, cell: ({ lists }) => joinNames(lists, language) || null },
    {
      heading: words.columns.readers,
      isNumber: true,
      cell: ({ recipients }) => (recipients ? formatNumber(recipients, language) : null),
    },
    {
      heading: words.columns.at,
      cell: ({ at, zone, updatedAt }) =>
        at ? (
          <Moment at={at} zone={zone ?? site.timezone} language={language} />
        ) : (
          <span class="soft">
            {words.saved(formatBrief(new Date(updatedAt), site.timezone, language))}
          </span>
        ),
    },
  ];
  const more: Column<DigestLine> = {
    heading: words.columns.more,
    isMore: true,
    cell: (line) => (
      <Menu label={words.more(line.headline || words.untitled)}>
        <a href={`${path}/${line.id}/review`}>{words.review}</a>
        <form method="post" action={`${path}/new`}>
          <input type="hidden" name="copyOf" value={line.id} />
          <Button tone="quiet" name="do" value="copy">
            {words.copy}
          </Button>
        </form>
      </Menu>
    ),
  };
  return isWriter ? [...columns, more] : columns;
}
