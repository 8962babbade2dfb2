// Whom a send did not reach: three numbers, each with its reasons and what can be done.

import type { ProblemReason, ProblemsView } from '../../../sending/report/problems.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { formatNumber } from '../ui/numbers.tsx';
import { ActIf, type StandingProps } from './parts.tsx';

export const problemKinds = ['rejected', 'unknown', 'skipped'] as const;
type Kind = keyof ProblemsView;

export function Problems(props: StandingProps) {
  const words = consoleWordsFor(props.language).send.problems;
  return (
    <section class="problems" aria-label={words.heading}>
      {problemKinds.map((kind) => (
        <Problem {...props} kind={kind} reasons={props.problems[kind]} />
      ))}
    </section>
  );
}

function Problem(props: StandingProps & { kind: Kind; reasons: readonly ProblemReason[] }) {
  const { kind, reasons, language, send } = props;
  const words = consoleWordsFor(language).send.problems;
  const number = (value: number) => formatNumber(value, language);
  const people = reasons.reduce((sum, reason) => sum + reason.people, 0);
  return (
    <div class={people === 0 ? 'card problem none' : 'card problem'}>
      <h3>
        <b>{number(people)}</b> {words[kind]}
      </h3>
      {people === 0 ? (
        <p class="hint">{words.none[kind]}</p>
      ) : (
        <>
          <ul>
            {reasons.map((one) => (
              <li>
                {describeReason(one.reason, language)}{' '}
                {reasons.length > 1 ? <b>{number(one.people)}</b> : null}
              </li>
            ))}
          </ul>
          <p class="hint">{words.what[kind]}</p>
          <div class="actions">
            {props.showsReaders ? (
              <a href={`/console/sends/${send.id}/recipients?outcome=${kind}`}>
                {words.who}
                <span class="away"> ({words[kind]})</span>
              </a>
            ) : null}
            <WhatToDo {...props} />
          </div>
        </>
      )}
    </div>
  );
}

function WhatToDo(props: StandingProps & { kind: Kind; reasons: readonly ProblemReason[] }) {
  const { kind, reasons, language, send } = props;
  const words = consoleWordsFor(language).send.problems;
  const passing = reasons.reduce((sum, { mayPass, people }) => sum + (mayPass ? people : 0), 0);
  const isPlanned = send.status === 'sent' || send.status === 'paused' || send.status === 'sending';
  if (kind === 'rejected' && passing > 0 && isPlanned) {
    return <ActIf {...props} act="retry" label={words.retry(formatNumber(passing, language))} />;
  }
  if (kind !== 'unknown') return null;
  return (
    <>
      <ActIf
        {...props}
        act="resolve"
        fields={{ outcome: 'accepted' }}
        label={words.resolve.accepted}
      />
      <ActIf
        {...props}
        act="resolve"
        fields={{ outcome: 'rejected' }}
        tone="quiet"
        label={words.resolve.rejected}
      />
    </>
  );
}

/** In the editor's words; a reason that we have none for stands as Resend names it. */
export function describeReason(reason: string, language: string): string {
  const { reasons, noReason } = consoleWordsFor(language).send.problems;
  if (reason === '') return noReason;
  return Object.hasOwn(reasons, reason) ? (reasons[reason] ?? reason) : reason;
}
