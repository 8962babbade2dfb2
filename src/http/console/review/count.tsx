// The number of readers, and what is pressed for it: counted anew whenever another choice is made.

import { newId } from '../../../base/ids.ts';
import type { EstimateView } from '../../../sending/commands/estimate.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { formatClock, formatDuration, formatMoment } from '../ui/moment.tsx';
import { Notice } from '../ui/notice.tsx';
import { formatNumber } from '../ui/numbers.tsx';
import { Skeleton } from '../ui/small.tsx';
import { Checks } from './checks.tsx';
import { nameChoice, toQuery } from './choice.ts';
import type { ReviewFacts } from './facts.ts';

export interface CountProps extends ReviewFacts {
  language: string;
  /** Why the press was not done. */
  refusal?: { heading: string; line: string } | undefined;
  /** What was typed for the number. */
  typed?: string | undefined;
}

/** In place of the number while it is counted: a million people take some seconds. */
function Counting({ id, choice, language }: CountProps) {
  const words = consoleWordsFor(language).review;
  const path = `/console/digests/${id}/review`;
  const query = toQuery(choice);
  return (
    <div
      id="count"
      class="count-part"
      hx-get={path + query}
      hx-trigger="load"
      hx-target="this"
      hx-swap="outerMorph"
    >
      <section class="card readers">
        <p class="soft">{words.number.counting}</p>
        <Skeleton lines={4} language={language} />
        <noscript>
          <a class="button plain" href={`${path}${query}${query === '' ? '?' : '&'}count=1`}>
            {words.recount}
          </a>
        </noscript>
      </section>
    </div>
  );
}

export function Count(props: CountProps) {
  if (props.isToBeCounted) return <Counting {...props} />;
  const { refusal, estimate, copy, language } = props;
  return (
    <div id="count" class="count-part">
      {refusal ? (
        <Notice tone="bad" heading={refusal.heading}>
          <p>{refusal.line}</p>
        </Notice>
      ) : null}
      <Readers {...props} />
      <Checks {...props} />
      {estimate === null ? null : <Takes {...props} estimate={estimate} />}
      <input type="hidden" name="counted" value={nameChoice(props.choice)} />
      <input type="hidden" name="revision" value={String(props.digest?.revision ?? '')} />
      <input type="hidden" name="version" value={String(copy.version)} />
      <input type="hidden" name="expected" value={String(estimate?.recipients ?? '')} />
      {/* One press is one send, however often the form arrives. */}
      <input type="hidden" name="send" value={newId()} />
      <Press {...props} language={language} />
    </div>
  );
}

function Readers({ estimate, choice, errors, language, zone }: CountProps) {
  const words = consoleWordsFor(language).review;
  if (estimate === null) {
    const line = choice.lists.length === 0 ? words.nobodyChosen : words.number.unknown;
    return errors.length === 0 && choice.lists.length > 0 ? null : (
      <section class="card readers">
        <p class="soft">{line}</p>
      </section>
    );
  }
  const { recipients } = estimate;
  const asOf = formatClock(new Date(estimate.asOf), zone, language);
  return (
    <section class="card readers" aria-live="polite">
      <p class="readers-head">
        <b>{formatNumber(recipients, language)}</b>{' '}
        <span>{recipients === 0 ? words.number.none : words.number.readers(recipients)}</span>
        <span class="as-of">{words.number.asOf(asOf)}</span>
      </p>
      {recipients === 0 ? <p>{words.number.noneLine}</p> : null}
      <Excluded {...{ estimate, language }} />
      <p class="hint">{describeLast(estimate, language, zone)}</p>
    </section>
  );
}

/** Each reason that leaves somebody out by name; those that leave out nobody in one quiet line. */
function Excluded({ estimate, language }: { estimate: EstimateView; language: string }) {
  const words = consoleWordsFor(language).review;
  const all = Object.entries(estimate.excluded);
  const some = all.filter(([, people]) => people > 0);
  const none = all.filter(([, people]) => people === 0);
  const nameOf = (reason: string) => words.excluded[reason]?.[0] ?? reason;
  return (
    <>
      {some.length === 0 ? null : (
        <table class="excluded">
          <caption class="away">{words.number.caption}</caption>
          <tbody>
            {some.map(([reason, people]) => (
              <tr>
                <th scope="row">{nameOf(reason)}</th>
                <td class="number">{formatNumber(people, language)}</td>
                <td class="why">{words.excluded[reason]?.[1]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {some.length === 0 ? <p class="hint">{words.noneAtAll}</p> : null}
      {some.length === 0 || none.length === 0 ? null : (
        <p class="hint">
          {words.noneOf(none.map(([reason]) => nameOf(reason)).join(words.between))}
        </p>
      )}
    </>
  );
}

function describeLast({ lastSend: last }: EstimateView, language: string, zone: string): string {
  const words = consoleWordsFor(language).review;
  if (last === null) return words.firstSend;
  const number = (value: number) => formatNumber(value, language);
  const moment = formatMoment(new Date(last.startedAt), zone, language);
  return words.since(number(last.recipients), number(last.joined), number(last.left), moment);
}

function Takes({
  estimate,
  rate,
  language,
  now,
  zone,
  choice,
}: CountProps & { estimate: EstimateView }) {
  const words = consoleWordsFor(language).review;
  const { at, seconds } = estimate;
  const wait = (Date.parse(at.utc) - now.getTime()) / 1000;
  const moment = formatMoment(new Date(at.utc), at.zone === 'recipient' ? zone : at.zone, language);
  return (
    <p class="soft">
      {choice.when === 'now' ? null : (
        <>
          <time datetime={at.utc} data-yours={words.when.yours('{}')} data-zone={zone}>
            {words.when.starts(moment)}
          </time>
          {words.between}
          {words.when.in(formatDuration(wait, language))}
          <br />
        </>
      )}
      {words.takes(formatDuration(Math.max(1, seconds), language), formatNumber(rate, language))}
    </p>
  );
}

function Press({ estimate, maySend, choice, now, language, typed, refusal }: CountProps) {
  const words = consoleWordsFor(language).review;
  if (!maySend) return <Notice>{words.press.mayNot}</Notice>;
  if (estimate === null || estimate.recipients === 0) {
    return (
      <div class="actions">
        <Button tone="main" disabled>
          {choice.lists.length === 0 ? words.press.choose : words.press.none}
        </Button>
      </div>
    );
  }
  const people = formatNumber(estimate.recipients, language);
  const isSoon = Date.parse(estimate.at.utc) - now.getTime() < 86_400_000;
  const label =
    choice.when === 'now' ? words.press.now : isSoon ? words.press.at : words.press.later;
  return (
    <>
      {estimate.isUnusual ? (
        <div class="rows">
          <TextField
            name="typed"
            label={words.typed.label(people)}
            hint={estimate.lastSend === null ? words.typed.first : words.typed.hint}
            error={refusal && typed !== undefined ? words.typed.wrong(people) : undefined}
            value={typed ?? ''}
            inputmode="numeric"
            autocomplete="off"
            maxlength={20}
            required
          />
        </div>
      ) : null}
      <div class="actions">
        <Button tone="main">{label(people)}</Button>
      </div>
      {choice.when === 'now' ? null : <p class="hint">{words.press.after}</p>}
    </>
  );
}
