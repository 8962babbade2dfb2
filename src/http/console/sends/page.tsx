// The list of sends.

import type { Page } from '../../../base/cursor.ts';
import type { SendLine, SendPart } from '../../../sending/overview/send-lines.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { address } from '../shell/query.ts';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeading } from '../ui/heading.tsx';
import { formatTime, Moment } from '../ui/moment.tsx';
import { Empty } from '../ui/notice.tsx';
import { Bar, formatNumber, joinNames } from '../ui/numbers.tsx';
import { SendChip } from '../ui/state.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Pager, Tabs } from '../ui/ways.tsx';

const path = '/console/sends';

interface SendsPageProps extends ConsoleFrame {
  lines: Page<SendLine>;
  part: SendPart | null;
  isFirst: boolean;
  now: Date;
}

export function SendsPage({ lines, part, isFirst, now, ...frame }: SendsPageProps) {
  const { language } = frame;
  const { sends: words, shell } = consoleWordsFor(language);
  return (
    <ConsolePage {...frame} title={words.heading} current="sends">
      <PageHeading text={words.heading} language={language} lead={words.lead} />
      <Tabs
        label={words.tabs}
        tabs={([null, 'active', 'over'] as const).map((one) => ({
          href: address(path, { part: one }),
          label: words[one ?? 'all'],
          isCurrent: one === part,
        }))}
      />
      <SendsTable {...{ ...frame, lines, part, isFirst, now }} />
      <Pager
        words={{ label: words.pages, first: shell.firstPage, next: shell.nextPage }}
        first={isFirst ? null : address(path, { part })}
        next={lines.nextCursor && address(path, { part, cursor: lines.nextCursor })}
      />
    </ConsolePage>
  );
}

/** Asks for itself again while something runs: numbers change in their places. */
export function SendsTable({ lines, part, isFirst, now, ...frame }: SendsPageProps) {
  const { language, here, site } = frame;
  const { sends: words, shell } = consoleWordsFor(language);
  const isRunning = lines.data.some(({ status }) => status === 'sending' || status === 'planning');
  const watch = isRunning
    ? { 'hx-get': here, 'hx-trigger': 'every 4s', 'hx-swap': 'outerMorph', 'hx-target': 'this' }
    : {};
  return (
    <section class="card" id="sends" {...watch}>
      {lines.data.length > 0 ? (
        <>
          <Table caption={words.heading} columns={columnsFor(frame)} rows={lines.data} />
          <p class="as-of">{shell.asOf(formatTime(now, site.timezone, language))}</p>
        </>
      ) : part === null && isFirst ? (
        <Empty
          heading={words.emptyHeading}
          actions={<ButtonLink href="/console/digests">{words.emptyAction}</ButtonLink>}
        >
          {words.empty}
        </Empty>
      ) : (
        <Empty heading={words.emptyPart}>{words.lead}</Empty>
      )}
    </section>
  );
}

function columnsFor({ language, site }: ConsoleFrame): Column<SendLine>[] {
  const words = consoleWordsFor(language).sends;
  return [
    {
      heading: words.columns.digest,
      cell: ({ id, headline, lists }) => (
        <>
          <a href={`${path}/${id}`}>{headline}</a>
          <span class="note">{joinNames(lists, language)}</span>
        </>
      ),
    },
    {
      heading: words.columns.state,
      cell: ({ status, holdSeconds }) => (
        <SendChip {...{ status, isHeld: holdSeconds !== null, language }} />
      ),
    },
    {
      heading: words.columns.readers,
      isNumber: true,
      cell: ({ recipients }) => (recipients > 0 ? formatNumber(recipients, language) : null),
    },
    {
      heading: words.columns.progress,
      cell: (line) => <Progress line={line} language={language} />,
    },
    {
      heading: words.columns.at,
      cell: ({ startedAt, scheduledAt, createdAt, zone, isPerReader }) => (
        <>
          <Moment
            at={startedAt ?? scheduledAt ?? createdAt}
            zone={zone ?? site.timezone}
            language={language}
          />
          {isPerReader ? <span class="note">{words.perReader}</span> : null}
        </>
      ),
    },
  ];
}

function Progress({ line, language }: { line: SendLine; language: string }) {
  const words = consoleWordsFor(language).sends;
  const { settled, delivered, recipients } = line;
  const done = settled ?? delivered;
  if (done === null || recipients === 0) return null;
  const say = settled === null ? words.delivered : words.settled;
  const label = say(formatNumber(done, language), formatNumber(recipients, language));
  return (
    <>
      <Bar
        value={done}
        of={recipients}
        label={label}
        tone={settled === null ? 'good' : 'careful'}
      />
      <span class="note">{label}</span>
    </>
  );
}
