// What stands against the send, and what an editor should read before it.

import { consoleWordsFor } from '../../../words/console.ts';
import { namePlace } from '../editor/place.ts';
import { tell } from '../tell.ts';
import { Chip } from '../ui/notice.tsx';
import type { CountProps } from './count.tsx';

export function Checks({ estimate, errors, unlike, language, id, choice }: CountProps) {
  const { review, editor } = consoleWordsFor(language);
  const [words, { fields }] = [review.checks, editor];
  const others = estimate?.warnings.filter(({ code }) => !saidElsewhere.includes(code)) ?? [];
  // A point that its article does not bear is what an editor most needs to see before the press.
  const warnings: { path?: string | undefined; message: string }[] = [...unlike, ...others];
  if (choice.lists.length === 0) return null;
  return (
    <section class="checks" aria-label={words.heading}>
      {errors.length === 0 ? (
        <p>
          <Chip tone="good">✓</Chip> {words.fine}
        </p>
      ) : null}
      {errors.map(({ message, path }) => (
        <p>
          <Chip tone="bad">{words.stops}</Chip> {tell(message, language)}{' '}
          {ownPlaces.includes(path) ? null : (
            <a href={`/console/digests/${id}`}>{words.toEditor}</a>
          )}
        </p>
      ))}
      {warnings.map(({ message, path }) => (
        <p>
          <Chip tone="careful">{words.careful}</Chip>{' '}
          {path === undefined ? null : (
            <>
              <a href={`/console/digests/${id}#${path}`}>{namePlace(fields, path)}</a>
              {language === 'ja' ? '：' : ': '}
            </>
          )}
          {tell(message, language)}
        </p>
      ))}
    </section>
  );
}

/** Warnings that the page says in words of its own. */
const saidElsewhere = ['empty_audience', 'already_sent', 'waiting_send', 'sending_off'];
/** Places that are put right here. */
const ownPlaces = ['scheduledAt', 'timezone', 'fallbackTimezone', 'segment', 'lists', 'from'];
