// Digests that stand on a source which is not there any more, or not as it was.

import { consoleWordsFor } from '../../../words/console.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/heading.tsx';
import { Moment } from '../ui/moment.tsx';
import type { TodayProps } from './page.tsx';

export function Ailing({ gathered: { ailing }, language, site }: TodayProps) {
  const { today: words } = consoleWordsFor(language);
  if (ailing.length === 0) return null;
  return (
    <Card heading={words.ailing.heading}>
      <ul class="waiting">
        {ailing.map(({ digestId, headline, count, changedAt }) => (
          <li>
            <div>
              <p class="what">{headline}</p>
              <p class="under">
                {words.ailing.count(count)} ・{' '}
                <Moment
                  at={changedAt.toISOString()}
                  zone={site.timezone}
                  language={language}
                  form="brief"
                />
              </p>
            </div>
            <ButtonLink
              href={`/console/digests/${digestId}/review`}
              label={`${words.ailing.look}: ${headline}`}
            >
              {words.ailing.look}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
