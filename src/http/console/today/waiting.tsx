// What waits for somebody: sends that need a look first, then what is being written.

import type { Child } from 'hono/jsx';
import type { ProposalLine } from '../../../proposals/making/line-queries.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/heading.tsx';
import { Moment } from '../ui/moment.tsx';
import { Chip, Empty } from '../ui/notice.tsx';
import { Bar, formatNumber } from '../ui/numbers.tsx';
import { SendChip } from '../ui/state.tsx';
import type { Draft, Gathered } from './gather.ts';
import type { TodayProps } from './page.tsx';

export function Waiting({ gathered, language, site }: TodayProps) {
  const { active, drafts, proposals } = gathered;
  const words = consoleWordsFor(language).today;
  const lines = [
    ...active
      .filter(({ status, warnings }) => status !== 'scheduled' || warnings > 0)
      .map((send) => <SendWaits send={send} language={language} />),
    ...proposals.map((proposal) => (
      <ProposalWaits {...{ proposal, language }} zone={site.timezone} />
    )),
    ...drafts.map((draft) => <DraftWaits draft={draft} language={language} zone={site.timezone} />),
  ];
  return (
    <Card
      heading={words.waiting}
      aside={<a href="/console/digests?state=draft">{words.allDrafts}</a>}
    >
      {lines.length > 0 ? (
        <ul class="waiting">{lines}</ul>
      ) : (
        <Empty heading={words.nothingHeading}>{words.nothing}</Empty>
      )}
    </Card>
  );
}

interface LineProps {
  chip: Child;
  title: Child;
  children: Child;
  href: string;
  action: string;
  /** For who hears one button after the other. */
  of: string;
}

function Line({ chip, title, children, href, action, of }: LineProps) {
  return (
    <li>
      <span class="kind">{chip}</span>
      <div>
        <p class="what">{title}</p>
        <div class="under">{children}</div>
      </div>
      <ButtonLink href={href} label={`${action}: ${of}`}>
        {action}
      </ButtonLink>
    </li>
  );
}

function SendWaits({ send, language }: { send: Gathered['active'][number]; language: string }) {
  const { today: words } = consoleWordsFor(language);
  const { id, headline, status, settled, recipients, warnings, holdSeconds } = send;
  const said = words.settled(
    formatNumber(settled ?? 0, language),
    formatNumber(recipients, language),
  );
  return (
    <Line
      chip={<SendChip {...{ status, isHeld: holdSeconds !== null, language }} />}
      title={headline}
      of={headline}
      href={`/console/sends/${id}`}
      action={status === 'paused' ? words.decide : words.watch}
    >
      {status === 'paused' ? <p>{words.pausedLine}</p> : null}
      {settled !== null ? (
        <>
          <Bar value={settled} of={recipients} label={said} />
          <p>{said}</p>
        </>
      ) : null}
      {warnings > 0 ? <p>{words.warnings(warnings)}</p> : null}
    </Line>
  );
}

const proposalTones = {
  reading: 'careful',
  writing: 'careful',
  ready: 'good',
  failed: 'bad',
} as const;

function ProposalWaits({
  proposal,
  language,
  zone,
}: {
  proposal: ProposalLine;
  language: string;
  zone: string;
}) {
  const { today, proposal: words } = consoleWordsFor(language);
  const { id, status, headline, url, sources, done, createdAt } = proposal;
  // Several that wait for their articles can be told apart by nothing else.
  const title = headline ?? url.replace(/^https?:\/\//, '');
  const isUnderWay = status === 'reading' || status === 'writing';
  const [read, all] = [done, sources].map((n) => formatNumber(n, language));
  const said = words.progress(read ?? '', all ?? '');
  return (
    <Line
      chip={<Chip tone={proposalTones[status]}>{words.chips[status]}</Chip>}
      title={<span lang={headline === null ? undefined : proposal.language}>{title}</span>}
      of={title}
      href={`/console/proposals/${id}`}
      action={isUnderWay ? today.watch : status === 'ready' ? words.lookOver : today.mend}
    >
      {isUnderWay ? <Bar value={done} of={sources} label={said} /> : null}
      <p>
        {isUnderWay ? said : words.waits[status]} ・{' '}
        <Moment at={createdAt} zone={zone} language={language} form="brief" />
      </p>
    </Line>
  );
}

function DraftWaits({ draft, language, zone }: { draft: Draft; language: string; zone: string }) {
  const { today: words, digests } = consoleWordsFor(language);
  const title = draft.headline || digests.untitled;
  const { faults } = draft;
  const isBlocked = faults !== null && faults > 0;
  return (
    <Line
      chip={
        <Chip tone={isBlocked ? 'bad' : 'plain'}>
          {isBlocked ? words.kinds.blocked : words.kinds.draft}
        </Chip>
      }
      title={title}
      of={title}
      href={`/console/digests/${draft.id}`}
      action={isBlocked ? words.mend : words.open}
    >
      <p>
        {faults === null ? words.noRevision : isBlocked ? words.faults(faults) : words.ready} ・{' '}
        <Moment at={draft.updatedAt} zone={zone} language={language} form="brief" />
      </p>
    </Line>
  );
}
