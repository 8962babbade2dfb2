// A send that waits for its moment, which can be moved.

import { isoIn } from '../../../base/time-zone.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { formatMoment } from '../ui/moment.tsx';
import { Notice } from '../ui/notice.tsx';
import { formatNumber } from '../ui/numbers.tsx';
import { Act, actsOn } from './act.tsx';
import { ActIf, Headline, type StandingProps } from './parts.tsx';

export function Scheduled(props: StandingProps) {
  const { send, digest, language } = props;
  const words = consoleWordsFor(language).send.scheduled;
  const { expectedRecipients: expected } = send;
  const zone = zoneOf(props);
  const moment = formatMoment(new Date(send.scheduledAt ?? ''), zone, language);
  const clock = (send.localTime ?? '').replace('T', ' ').slice(0, 16);
  return (
    <Headline
      {...props}
      tone="careful"
      heading={send.localTime === null ? words.heading(moment) : words.local(clock)}
    >
      {send.localTime === null ? null : <p>{words.first(moment)}</p>}
      <p class="soft">
        {expected === null ? words.lineOpen : words.line(formatNumber(expected, language))}
      </p>
      {send.revision < digest.newest ? (
        <Notice
          tone="careful"
          actions={
            props.mayAct ? (
              <Act id={send.id} act="revise" fields={{ revision: digest.newest }}>
                {words.revise(digest.newest)}
              </Act>
            ) : null
          }
        >
          {words.older(digest.newest, send.revision)}
        </Notice>
      ) : null}
      {digest.isUnkept ? (
        <Notice
          tone="careful"
          actions={
            <ButtonLink href={`/console/digests/${send.digestId}/review`}>
              {words.toReview}
            </ButtonLink>
          }
        >
          {words.unkept(send.revision)}
        </Notice>
      ) : null}
      <MoveForm {...props} />
      <ActIf {...props} act="cancel" tone="quiet" label={words.cancel} />
    </Headline>
  );
}

/** Another moment, by the clocks of the send's zone, or of each reader's. */
export function MoveForm(props: StandingProps) {
  const { send, language, mayAct } = props;
  if (!mayAct) return null;
  const words = consoleWordsFor(language).send.scheduled;
  const zone = zoneOf(props);
  const wall = send.localTime ?? isoIn(zone, new Date(send.scheduledAt ?? props.now));
  return (
    <details class="move">
      <summary>{words.change}</summary>
      <form method="post" {...actsOn(send.id)}>
        <input type="hidden" name="act" value="move" />
        <div class="when-fields">
          <TextField name="day" label={words.day} type="date" value={wall.slice(0, 10)} required />
          <TextField
            name="time"
            label={words.time}
            type="time"
            value={wall.slice(11, 16)}
            required
          />
          {send.localTime === null ? (
            <TextField name="zone" label={words.zone} value={zone} required autocomplete="off" />
          ) : (
            <input type="hidden" name="zone" value="recipient" />
          )}
        </div>
        <Button>{words.move}</Button>
      </form>
    </details>
  );
}

/** Whose clocks it was given by, or the page's. */
function zoneOf({ send, zone }: StandingProps): string {
  return send.timezone === null || send.timezone === 'recipient' ? zone : send.timezone;
}
