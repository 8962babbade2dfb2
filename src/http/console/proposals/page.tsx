// A proposal: what becomes of its sources, then its sections with what each point stands on.

import type { ProposalView } from '../../../proposals/commands/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Chip, Notice } from '../ui/notice.tsx';
import { Bar, formatNumber } from '../ui/numbers.tsx';
import type { MendForm } from './mend.ts';
import { Meters } from './meters.tsx';
import { Section } from './section.tsx';
import { Sources } from './sources.tsx';

export interface ProposalProps extends ConsoleFrame {
  proposal: ProposalView;
  mayWrite: boolean;
  /** What was typed to mend sources, if some of it was wrong. */
  mending: MendForm;
  /** What a press came to, if it did nothing. */
  refusal?: string | undefined;
}

export function ProposalPage(props: ProposalProps) {
  const { proposal } = props;
  return (
    <ConsolePage
      {...props}
      title={titleOf(props)}
      current="digests"
      scripts={['proposal']}
      styles={['proposal']}
    >
      {isUnderWay(proposal) ? (
        <div id="follow" data-events={`/api/proposals/${proposal.id}/events`} hidden />
      ) : null}
      <Making {...props} />
    </ConsolePage>
  );
}

const isUnderWay = ({ status }: ProposalView) => status === 'reading' || status === 'writing';

function titleOf({ proposal: { status, headline }, language }: ProposalProps): string {
  const { titles } = consoleWordsFor(language).proposal;
  return status === 'ready' ? (headline ?? '') : titles[status];
}

/** All of it but the frame, shown anew whenever something changes while it is being made. */
export function Making(props: ProposalProps) {
  const { proposal } = props;
  return (
    <div id="making" data-status={proposal.status} data-title={titleOf(props)}>
      {isUnderWay(proposal) ? (
        <UnderWay {...props} />
      ) : proposal.status === 'ready' ? (
        <Ready {...props} />
      ) : (
        <Failed {...props} />
      )}
    </div>
  );
}

function UnderWay({ proposal, language, ...rest }: ProposalProps) {
  const words = consoleWordsFor(language).proposal;
  const { status, sources, id } = proposal;
  const isReading = status === 'reading';
  const done = sources.filter(({ state }) => state !== 'waiting' && state !== 'reading').length;
  const said = words.progress(formatNumber(done, language), formatNumber(sources.length, language));
  return (
    <>
      <PageHeading
        text={words.titles[isReading ? 'reading' : 'writing']}
        over={words.over}
        language={language}
        lead={words.leads[isReading ? 'reading' : 'writing']}
      />
      <Card heading={words.sources} aside={<span role="status">{said}</span>}>
        <Bar value={done} of={sources.length} label={said} />
        <Sources {...rest} proposal={proposal} language={language} />
        <noscript>
          <p class="actions">
            <a class="button plain" href={`/console/proposals/${id}`}>
              {words.reload}
            </a>
          </p>
        </noscript>
      </Card>
    </>
  );
}

function Failed(props: ProposalProps) {
  const { language, refusal } = props;
  const words = consoleWordsFor(language).proposal;
  return (
    <>
      <PageHeading
        text={words.titles.failed}
        over={words.over}
        language={language}
        lead={words.leads.failed}
        actions={<ButtonLink href="/console/digests/new/sources">{words.begin.heading}</ButtonLink>}
      />
      {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
      <Card heading={words.sources}>
        <Sources {...props} />
      </Card>
      <Discard {...props} />
    </>
  );
}

/** Said what goes before it goes; without a script as well. */
function Discard({ proposal: { id, digestId }, language, mayWrite }: ProposalProps) {
  const { discard } = consoleWordsFor(language).proposal;
  if (!mayWrite || digestId !== null) return null;
  return (
    <details class="discard">
      <summary>{discard.summary}</summary>
      <form method="post" action={`/console/proposals/${id}`} class="rows">
        <p class="soft">{discard.line}</p>
        <div class="actions">
          <Button tone="grave" name="do" value="discard">
            {discard.action}
          </Button>
        </div>
      </form>
    </details>
  );
}

function Ready(props: ProposalProps) {
  const { proposal, language, refusal, mayWrite } = props;
  const { proposal: words, editor } = consoleWordsFor(language);
  const { id, digestId, headline, conclusion, sections } = proposal;
  const act =
    digestId !== null ? (
      <ButtonLink href={`/console/digests/${digestId}`} tone="main">
        {words.open}
      </ButtonLink>
    ) : mayWrite ? (
      <Button tone="main" form="proposal" name="do" value="digest">
        {words.act}
      </Button>
    ) : undefined;
  return (
    <>
      <PageHeading
        text={headline ?? ''}
        over={words.over}
        language={proposal.language}
        lead={digestId === null ? words.leads.ready : words.leads.made}
        actions={act}
      />
      {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
      <form id="proposal" method="post" action={`/console/proposals/${id}`} />
      <div class="columns">
        <div>
          {sections.map((_, n) => (
            <Section {...props} n={n} />
          ))}
          <Card
            heading={words.conclusion}
            aside={<Chip tone="careful">{editor.evidence.toReview}</Chip>}
          >
            <ul class="conclusions" lang={proposal.language}>
              {conclusion.map((text) => (
                <li>{text}</li>
              ))}
            </ul>
          </Card>
        </div>
        <div>
          <Meters {...props} />
          <Card heading={words.sources}>
            <Sources {...props} />
          </Card>
          <Discard {...props} />
        </div>
      </div>
    </>
  );
}
