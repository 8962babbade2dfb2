// The page of one send, and of its recipients by what became of them.

import type { RecipientView } from '../../../sending/report/send-view.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { formatMoment } from '../ui/moment.tsx';
import { Empty } from '../ui/notice.tsx';
import { Table } from '../ui/table.tsx';
import { Pager } from '../ui/ways.tsx';
import type { SendFacts } from './facts.ts';
import { describeReason, type problemKinds } from './problems.tsx';
import { Standing } from './standing.tsx';

interface SendPageProps extends ConsoleFrame {
  facts: SendFacts;
  refusal?: string;
}

export function SendPage({ facts, refusal, ...frame }: SendPageProps) {
  const { send, digest } = facts;
  const words = consoleWordsFor(frame.language).send;
  return (
    <ConsolePage
      {...frame}
      title={digest.headline}
      current="sends"
      scripts={['send']}
      styles={['send']}
    >
      <PageHeading
        text={digest.headline}
        language={digest.language}
        over={words.over(nameReaders(facts, frame.language), send.revision)}
        actions={<ButtonLink href={`/console/digests/${send.digestId}`}>{words.digest}</ButtonLink>}
      />
      <p id="said" class="away" role="status" aria-live="polite" />
      <div id="follow" data-events={`/api/sends/${send.id}/events`} hidden />
      <Standing {...facts} language={frame.language} refusal={refusal} />
    </ConsolePage>
  );
}

/** The lists, and the segment of their readers that the send was made for. */
function nameReaders({ lists, send: { segment } }: SendFacts, language: string): string {
  const words = consoleWordsFor(language).send;
  const all = lists.join(', ');
  if (segment === null) return all;
  return segment.name === null ? words.ofRule(all) : words.ofSegment(all, segment.name);
}

interface RecipientsPageProps extends ConsoleFrame {
  facts: SendFacts;
  outcome: (typeof problemKinds)[number];
  recipients: readonly RecipientView[];
  first: string | null;
  next: string | null;
}

export function RecipientsPage(props: RecipientsPageProps) {
  const { facts, outcome, recipients, first, next, ...frame } = props;
  const { language } = frame;
  const { recipients: words, problems } = consoleWordsFor(language).send;
  const heading = words.title(problems[outcome]);
  return (
    <ConsolePage {...frame} title={heading} current="sends">
      <PageHeading
        text={heading}
        language={language}
        over={facts.digest.headline}
        actions={
          <ButtonLink href={`/console/sends/${facts.send.id}`} tone="quiet">
            {words.back}
          </ButtonLink>
        }
      />
      <Card>
        {recipients.length === 0 ? (
          <Empty heading={words.empty}>{words.emptyLine}</Empty>
        ) : (
          <Table
            caption={heading}
            rows={recipients}
            columns={[
              { heading: words.address, cell: ({ email }) => email ?? <i>{words.erased}</i> },
              {
                heading: words.reason,
                cell: ({ reason }) => describeReason(reason ?? '', language),
              },
              {
                heading: words.at,
                cell: ({ settledAt }) =>
                  settledAt === null
                    ? '–'
                    : formatMoment(new Date(settledAt), facts.zone, language),
              },
            ]}
          />
        )}
        <Pager words={words.pager} first={first} next={next} />
      </Card>
    </ConsolePage>
  );
}
