// What is to be done once before the first send.

import { consoleWordsFor } from '../../../words/console.ts';
import { Card } from '../ui/heading.tsx';
import { Chip } from '../ui/notice.tsx';
import type { TodayProps } from './page.tsx';

export function Steps({ gathered: { steps }, hasPostal, language }: TodayProps) {
  const words = consoleWordsFor(language).today;
  const all = [
    { step: 'postal', isDone: hasPostal, href: null },
    { step: 'list', isDone: steps.hasList, href: '/console/lists' },
    { step: 'reader', isDone: steps.hasReader, href: '/subscribe' },
    { step: 'digest', isDone: steps.hasDigest, href: '/console/digests/new' },
    { step: 'test', isDone: steps.hasTest, href: '/console/digests' },
    // Only Resend can tell, and it is asked at the side.
    { step: 'domain', isDone: null, href: '/console/health' },
  ] as const;
  return (
    <Card heading={words.first}>
      <p class="under">{words.firstLead}</p>
      <ol class="steps">
        {all.map(({ step, isDone, href }) => (
          <li>
            <div>
              <p class="what">
                {href ? <a href={href}>{words.steps[step][0]}</a> : words.steps[step][0]}
              </p>
              <p class="under">{words.steps[step][1]}</p>
            </div>
            {isDone === null ? null : (
              <Chip tone={isDone ? 'good' : 'plain'}>
                {isDone ? words.stepDone : words.stepOpen}
              </Chip>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
