// Why a send stands still, and what brings it on.

import { consoleWordsFor } from '../../../words/console.ts';
import { formatMoment } from '../ui/moment.tsx';
import { Notice } from '../ui/notice.tsx';
import { formatNumber } from '../ui/numbers.tsx';
import { ActIf, Headline, type StandingProps } from './parts.tsx';
import { MoveForm } from './scheduled.tsx';

/** Before it began: nobody was mailed. */
export function Paused(props: StandingProps) {
  const { send, language } = props;
  const words = consoleWordsFor(language).send;
  const { foundRecipients: found, expectedRecipients: expected } = send;
  const isMissed = send.warnings.some(({ code }) => code === 'missed_schedule');
  if (found !== null) {
    const [now, shown] = [found, expected ?? 0].map((n) => formatNumber(n, language));
    return (
      <Headline
        {...props}
        tone="bad"
        heading={words.paused.unexpected.heading(now ?? '', shown ?? '')}
      >
        <p>{words.paused.unexpected.line}</p>
        <Ways
          {...props}
          fields={{ expected: found }}
          label={words.paused.unexpected.resume(now ?? '')}
        />
      </Headline>
    );
  }
  if (isMissed) {
    return (
      <Headline {...props} tone="bad" heading={words.paused.missed.heading}>
        <p>{words.paused.missed.line}</p>
        <Ways {...props} fields={{ missed: 'send_now' }} label={words.paused.missed.resume} />
        <MoveForm {...props} />
      </Headline>
    );
  }
  return (
    <Headline {...props} tone="bad" heading={words.states.paused}>
      <p>{words.paused.byEditor}</p>
      <Ways {...props} label={words.resume} />
    </Headline>
  );
}

function Ways(
  props: StandingProps & { label: string; fields?: Readonly<Record<string, string | number>> },
) {
  const words = consoleWordsFor(props.language).send;
  return (
    <div class="actions">
      <ActIf {...props} act="resume" tone="main" />
      <ActIf {...props} fields={{}} act="cancel" tone="quiet" label={words.scheduled.cancel} />
    </div>
  );
}

/** In mid-send. What stopped it by itself says so in the engine's own words. */
export function PauseNotice({ send, language, zone }: StandingProps) {
  if (send.status !== 'paused') return null;
  const words = consoleWordsFor(language).send.paused;
  const { pauseReason, resumesAt } = send;
  if (pauseReason === null || pauseReason === editorsWord) {
    return <Notice>{words.byEditor}</Notice>;
  }
  return (
    <Notice tone="bad" heading={words.heading}>
      <p lang="en">{pauseReason}</p>
      {resumesAt ? (
        <p>{words.byItself(formatMoment(new Date(resumesAt), zone, language))}</p>
      ) : null}
    </Notice>
  );
}

/** As `pauseSend` writes it. */
const editorsWord = 'Paused by an editor.';
