// The lists, and the form of a new one.

import type { ListView } from '../../../audience/lists/schema.ts';
import { type ListStanding, mostCounted } from '../../../audience/lists/standing-queries.ts';
import type { Page } from '../../../base/cursor.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { Fields } from '../../site/form.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { address } from '../shell/query.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { formatTime, Moment } from '../ui/moment.tsx';
import { Chip, Notice } from '../ui/notice.tsx';
import { formatNumber } from '../ui/numbers.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Pager } from '../ui/ways.tsx';
import { Basics } from './basics.tsx';
import type { Wrong } from './fields.ts';

const path = '/console/lists';

/** A number of readers, or that there are more than anybody counts. */
export function sayReaders({ readers }: Pick<ListStanding, 'readers'>, language: string): string {
  if (readers <= mostCounted) return formatNumber(readers, language);
  return consoleWordsFor(language).lists.moreThan(formatNumber(mostCounted, language));
}

interface ListsPageProps extends ConsoleFrame {
  lists: Page<ListView>;
  standings: readonly ListStanding[];
  isFirst: boolean;
  isWriter: boolean;
  now: Date;
}

export function ListsPage({ lists, standings, isFirst, isWriter, now, ...frame }: ListsPageProps) {
  const { language, site } = frame;
  const { lists: words, shell } = consoleWordsFor(language);
  const begin = <ButtonLink href={`${path}/new`}>{words.begin}</ButtonLink>;
  const of = new Map(standings.map((standing) => [standing.slug, standing]));
  const columns: Column<ListView>[] = [
    {
      heading: words.columns.list,
      cell: ({ slug, name, description }) => (
        <>
          <a href={`${path}/${slug}`}>{name}</a>
          {description ? <span class="note">{description}</span> : null}
        </>
      ),
    },
    {
      heading: words.columns.kind,
      cell: ({ visibility }) => <Chip>{words.kinds[visibility]}</Chip>,
    },
    {
      heading: words.columns.readers,
      isNumber: true,
      cell: ({ slug }) => sayReaders(of.get(slug) ?? { readers: 0 }, language),
    },
    {
      heading: words.columns.last,
      cell: ({ slug, timezone }) => {
        const { lastAt = null, lastRecipients = null } = of.get(slug) ?? {};
        if (lastAt === null) return <span class="soft">{words.neverSent}</span>;
        return (
          <>
            <Moment at={lastAt} zone={timezone ?? site.timezone} language={language} form="brief" />
            <span class="note">{words.lastSend(formatNumber(lastRecipients ?? 0, language))}</span>
          </>
        );
      },
    },
  ];
  return (
    <ConsolePage {...frame} title={words.heading} current="lists">
      <PageHeading
        text={words.heading}
        language={language}
        lead={words.lead}
        actions={isWriter ? begin : undefined}
      />
      <Card>
        <Table caption={words.heading} columns={columns} rows={lists.data} />
        <p class="as-of">{shell.asOf(formatTime(now, site.timezone, language))}</p>
      </Card>
      <Pager
        words={{ label: words.pages, first: shell.firstPage, next: shell.nextPage }}
        first={isFirst ? null : path}
        next={lists.nextCursor && address(path, { cursor: lists.nextCursor })}
      />
    </ConsolePage>
  );
}

interface NewListProps extends ConsoleFrame {
  fields: Fields;
  wrong: Wrong;
}

export function NewListPage({ fields, wrong, ...frame }: NewListProps) {
  const { language, site } = frame;
  const words = consoleWordsFor(language).lists;
  return (
    <ConsolePage {...frame} title={words.begin} current="lists">
      <PageHeading text={words.begin} language={language} />
      {Object.keys(wrong).length > 0 ? <Notice tone="bad">{words.wrong}</Notice> : null}
      <Card>
        <form method="post" class="rows">
          <TextField
            name="slug"
            label={words.slug}
            hint={words.slugHint}
            error={wrong.slug}
            value={fields.get('slug')?.at(-1) ?? ''}
            required
            maxlength={60}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
          />
          <Basics fields={fields} wrong={wrong} language={language} house={site.timezone} />
          <div class="actions">
            <Button tone="main">{words.create}</Button>
          </div>
        </form>
      </Card>
    </ConsolePage>
  );
}
