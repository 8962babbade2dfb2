// Digests about which somebody was asked: what they said, or that they have not yet.

import { consoleWordsFor } from '../../../words/console.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/heading.tsx';
import { Moment } from '../ui/moment.tsx';
import { Chip } from '../ui/notice.tsx';
import type { TodayProps } from './page.tsx';

const tones = { asked: 'plain', approved: 'good', declined: 'bad' } as const;

export function Approvals({ gathered: { approvals }, language, site, editor }: TodayProps) {
  const { today: words, review } = consoleWordsFor(language);
  if (approvals.length === 0) return null;
  return (
    <Card heading={words.approvals.heading}>
      <ul class="waiting">
        {approvals.map(({ digestId, headline, state, to, comment, at }) => (
          <li>
            <span class="kind">
              <Chip tone={tones[state]}>{review.approvals.states[state]}</Chip>
            </span>
            <div>
              <p class="what">{headline}</p>
              <div class="under">
                <p>
                  {editor?.role === 'viewer' ? null : (
                    <>
                      <bdi>{to}</bdi> ・{' '}
                    </>
                  )}
                  <Moment at={at} zone={site.timezone} language={language} form="brief" />
                </p>
                {comment === '' ? null : <p>{words.approvals.said(comment)}</p>}
              </div>
            </div>
            <ButtonLink
              href={`/console/digests/${digestId}/review`}
              label={`${words.approvals.look}: ${headline}`}
            >
              {words.approvals.look}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
