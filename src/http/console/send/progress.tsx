// A send on its way, and at its end: the number, the bar, the batches as a strip.

import { consoleWordsFor } from '../../../words/console.ts';
import { formatClock, formatDuration, formatMoment } from '../ui/moment.tsx';
import { Chip, type Tone } from '../ui/notice.tsx';
import { Bar, Figure, Figures, formatNumber, Strip, type StripCell } from '../ui/numbers.tsx';
import { ActIf, type StandingProps } from './parts.tsx';
import { PauseNotice } from './paused.tsx';

const tones: Readonly<Record<string, Tone>> = {
  sending: 'careful',
  paused: 'bad',
  sent: 'good',
};

export function Progress(props: StandingProps) {
  const { send, language, zone, now } = props;
  const words = consoleWordsFor(language).send;
  const { counts, status } = send;
  const number = (value: number) => formatNumber(value, language);
  const isOver = status === 'sent' || status === 'cancelled';
  return (
    <>
      <div class="send-head">
        <h2 class="handed">
          <b>{number(counts.accepted)}</b>{' '}
          <span>{words.progress.of(number(counts.recipients))}</span>
        </h2>
        <Chip tone={tones[status] ?? 'plain'}>{words.states[status]}</Chip>
      </div>
      <Bar
        value={counts.accepted}
        of={counts.recipients}
        label={words.progress.label}
        tone={status === 'sent' ? 'good' : 'careful'}
      />
      <p class="send-line">
        {linesOf(props).map((line) => (
          <span>{line}</span>
        ))}
        <span class="as-of">{words.asOf(formatClock(now, zone, language))}</span>
      </p>
      <PauseNotice {...props} />
      {status === 'cancelled' && counts.cancelled > 0 ? (
        <p>{words.cancelled.line(number(counts.cancelled))}</p>
      ) : null}
      <Batches {...props} />
      {isOver ? <Feedback {...props} /> : null}
      <div class="actions">
        {status === 'sending' ? <ActIf {...props} act="pause" label={words.pause} /> : null}
        {status === 'paused' ? (
          <ActIf {...props} act="resume" tone="main" label={words.resume} />
        ) : null}
        {isOver ? null : <ActIf {...props} act="cancel" tone="quiet" label={words.cancelRest} />}
        {isOver ? null : (
          <noscript>
            <a class="button quiet" href={`/console/sends/${send.id}`}>
              {words.reload}
            </a>
          </noscript>
        )}
      </div>
    </>
  );
}

/** Rate, time left, when it began and ended, who waits for a day or zone of their own. */
function linesOf({ send, language, zone, now }: StandingProps): string[] {
  const words = consoleWordsFor(language).send.progress;
  const { status, rate, eta, startedAt, finishedAt, waiting } = send;
  const lines: string[] = [];
  if (status === 'sending' && rate > 0)
    lines.push(words.rate(formatNumber(Math.round(rate), language)));
  if (status === 'sending' && eta !== null && waiting.length === 0) {
    const seconds = (Date.parse(eta) - now.getTime()) / 1000;
    lines.push(words.left(formatDuration(seconds, language)));
  }
  for (const { at, recipients } of waiting.slice(0, 2)) {
    const people = formatNumber(recipients, language);
    lines.push(words.waiting(people, formatMoment(new Date(at), zone, language)));
  }
  if (startedAt !== null) lines.push(words.began(clockOf(startedAt, now, zone, language)));
  if (finishedAt !== null) lines.push(words.ended(clockOf(finishedAt, now, zone, language)));
  return lines;
}

/** Today the clock is enough. */
function clockOf(iso: string, now: Date, zone: string, language: string): string {
  const at = new Date(iso);
  const isRecent = Math.abs(now.getTime() - at.getTime()) < 12 * 3600_000;
  return isRecent ? formatClock(at, zone, language) : formatMoment(at, zone, language);
}

const cellKinds: Readonly<Record<string, StripCell>> = {
  accepted: 'done',
  claimed: 'now',
  ready: 'waiting',
  cancelled: 'waiting',
  rejected: 'bad',
  unknown: 'unclear',
};

function Batches({ cells, language }: StandingProps) {
  if (cells.length < 2) return null;
  const words = consoleWordsFor(language).send.progress;
  const kinds = cells.map(({ state }) => cellKinds[state] ?? 'waiting');
  const count = (kind: StripCell) => kinds.filter((one) => one === kind).length;
  const people = Math.max(...cells.map((cell) => cell.people));
  const label = words.strip(kinds.length, count('done'), count('bad'), count('unclear'));
  return (
    <div class="send-strip">
      <Strip cells={kinds} label={label} />
      <p class="hint">{words.legend(formatNumber(people, language))}</p>
    </div>
  );
}

/** What webhooks have said; the whole report is another page's. */
function Feedback({ send, language }: StandingProps) {
  const words = consoleWordsFor(language).send.facts;
  const { counts } = send;
  return (
    <div class="send-facts">
      <Figures>
        <Figure value={counts.delivered} label={words.delivered} {...{ language }} />
        <Figure value={counts.bounced} label={words.bounced} {...{ language }} />
        <Figure value={counts.complained} label={words.complained} {...{ language }} />
        <Figure value={counts.unsubscribed} label={words.unsubscribed} {...{ language }} />
      </Figures>
      <p class="hint">{words.note}</p>
    </div>
  );
}
