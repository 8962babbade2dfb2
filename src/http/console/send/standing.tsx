// How a send stands: its hold, its moment, its way, its end. Shown anew whenever something changes.

import { consoleWordsFor } from '../../../words/console.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/heading.tsx';
import { Moment } from '../ui/moment.tsx';
import { Notice } from '../ui/notice.tsx';
import { formatNumber } from '../ui/numbers.tsx';
import { ActIf, Headline, type StandingProps, splitAround } from './parts.tsx';
import { Paused } from './paused.tsx';
import { Problems } from './problems.tsx';
import { Progress } from './progress.tsx';
import { Scheduled } from './scheduled.tsx';

export function Standing(props: StandingProps) {
  const { send, language, refusal } = props;
  const words = consoleWordsFor(language).send;
  return (
    <div id="standing" data-status={send.status} data-said={sayIt(props)}>
      {refusal ? (
        <Notice tone="bad" heading={words.refused}>
          <p>{refusal}</p>
        </Notice>
      ) : null}
      <SwitchedOff {...props} />
      <section class="card send-card">
        <Now {...props} />
      </section>
      {send.startedAt === null ? null : <Problems {...props} />}
      {send.counts.accepted > 0 && props.mayAct ? <Mistake {...props} /> : null}
    </div>
  );
}

/** What still helps once somebody was mailed. */
function Mistake({ send, language }: StandingProps) {
  const words = consoleWordsFor(language).send.mistake;
  const path = `/console/digests/${send.digestId}/correct`;
  return (
    <Card heading={words.heading}>
      <p>{words.line}</p>
      <div class="actions">
        <ButtonLink href={path}>{words.page}</ButtonLink>
        <ButtonLink href={`${path}#mail`}>{words.mail}</ButtonLink>
      </div>
    </Card>
  );
}

function Now(props: StandingProps) {
  const { send, language } = props;
  const words = consoleWordsFor(language).send;
  const { status, startedAt, holdSeconds } = send;
  if (status === 'scheduled') {
    return holdSeconds === null ? <Scheduled {...props} /> : <Hold {...props} />;
  }
  if (status === 'planning') {
    return (
      <Headline {...props} tone="careful" heading={words.planning.heading}>
        <p class="soft">{words.planning.line}</p>
        <ActIf {...props} act="cancel" tone="quiet" label={words.scheduled.cancel} />
      </Headline>
    );
  }
  if (startedAt !== null) return <Progress {...props} />;
  if (status === 'paused') return <Paused {...props} />;
  return (
    <Headline
      {...props}
      tone={status === 'failed' ? 'bad' : 'plain'}
      heading={status === 'failed' ? words.failed : words.cancelled.nobody}
    >
      {status === 'failed' && send.pauseReason ? <p lang="en">{send.pauseReason}</p> : null}
    </Headline>
  );
}

/** The seconds in which nothing has happened yet. */
function Hold(props: StandingProps) {
  const { send, language, zone, now } = props;
  const words = consoleWordsFor(language).send;
  const until = send.scheduledAt ?? '';
  const left = Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
  const expected = send.expectedRecipients;
  const heading =
    expected === null
      ? words.hold.headingOpen
      : words.hold.heading(formatNumber(expected, language));
  return (
    <Headline {...props} tone="careful" state="held" heading={heading}>
      <p class="clock">
        <b data-until={until} data-now={now.toISOString()}>
          {left}
        </b>
        <span>{words.hold.seconds}</span>
      </p>
      <p class="soft">
        {splitAround(words.hold.line, <Moment at={until} {...{ zone, language }} form="clock" />)}
      </p>
      <ActIf {...props} act="cancel" tone="grave" label={words.hold.cancel} />
    </Headline>
  );
}

function SwitchedOff({ isOff, send, language }: StandingProps) {
  if (!isOff || !send.warnings.some(({ code }) => code === 'sending_off')) return null;
  const words = consoleWordsFor(language).send;
  return <Notice tone="careful">{words.off}</Notice>;
}

/** For who listens: told now and then by the script. */
function sayIt({ send, language }: StandingProps): string {
  const words = consoleWordsFor(language).send;
  const { counts, status, startedAt } = send;
  if (startedAt === null) return words.states[status];
  const [done, all] = [counts.accepted, counts.recipients].map((n) => formatNumber(n, language));
  return `${words.states[status]}. ${words.progress.said(done ?? '', all ?? '')}`;
}
