// The lines of a rhythm: each hour, what became of it, and why.

import type { RunView } from '../../../proposals/rhythms/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { tell } from '../tell.ts';
import { formatMoment, Moment } from '../ui/moment.tsx';
import { Chip, type Tone } from '../ui/notice.tsx';

interface LineProps {
  run: RunView;
  zone: string;
  language: string;
  /** False for who does not see addresses. */
  showsWho: boolean;
}

const tones: Record<RunView['state'], Tone> = {
  making: 'plain',
  waiting: 'careful',
  sending: 'careful',
  sent: 'good',
  nothing: 'plain',
  missed: 'plain',
  failed: 'bad',
  declined: 'bad',
  stale: 'bad',
  cancelled: 'plain',
};

export function RunLines({
  runs,
  ...props
}: Omit<LineProps, 'run'> & { runs: readonly RunView[] }) {
  const words = consoleWordsFor(props.language).rhythms;
  if (runs.length === 0) return <p class="soft">{words.noRuns}</p>;
  return (
    <ul class="waiting runs">
      {runs.map((run) => (
        <RunLine run={run} {...props} />
      ))}
    </ul>
  );
}

function RunLine({ run, zone, language, showsWho }: LineProps) {
  const words = consoleWordsFor(language).rhythms;
  const said = sayRun(run, { zone, language, showsWho });
  return (
    <li>
      <span class="kind">
        <Chip tone={tones[run.state]}>{words.states[run.state]}</Chip>
      </span>
      <div>
        <p class="what">
          <Moment at={run.dueAt} zone={zone} language={language} form="brief" />
          {run.byHand ? ` ・ ${words.byHand}` : ''}
          {run.headline === null ? '' : ` ・ ${run.headline}`}
        </p>
        <div class="under">
          {said === null ? null : <p>{said}</p>}
          <Ways run={run} language={language} />
        </div>
      </div>
    </li>
  );
}

/** Why it stands as it does; null if its state says it all. */
function sayRun(
  { why, waitsFor, staleAt }: RunView,
  { zone, language, showsWho }: Omit<LineProps, 'run'>,
): string | null {
  const words = consoleWordsFor(language).rhythms;
  const own = why && (words.why[why.code] ?? why.message);
  const detail = why?.detail && words.why[why.code] ? ` ${tell(why.detail, language)}` : '';
  if (own) return own + detail;
  if (waitsFor === null || staleAt === null) return null;
  const who = showsWho && waitsFor !== '' ? waitsFor : words.sentence.somebody;
  return words.waitsFor(who, formatMoment(new Date(staleAt), zone, language));
}

function Ways({ run, language }: { run: RunView; language: string }) {
  const words = consoleWordsFor(language).rhythms;
  const { digestId, sendId, proposalId } = run;
  if (sendId !== null) return <a href={`/console/sends/${sendId}`}>{words.openSend}</a>;
  if (digestId !== null) return <a href={`/console/digests/${digestId}`}>{words.openDigest}</a>;
  if (proposalId === null) return null;
  return <a href={`/console/proposals/${proposalId}`}>{words.openProposal}</a>;
}
