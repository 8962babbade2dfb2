// Who came and who left in ninety days.

import type { Growth } from '../../../audience/lists/growth.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Card } from '../ui/heading.tsx';
import { LineChart } from '../ui/line-chart.tsx';
import { formatTime } from '../ui/moment.tsx';
import { Figure, Figures } from '../ui/numbers.tsx';
import type { TodayProps } from './page.tsx';

export function GrowthCard({ gathered: { growth }, language, site, now }: TodayProps) {
  const { today: words, shell } = consoleWordsFor(language);
  const { days, joined, left, isWhole } = growth;
  const points = sumUp(growth, language);
  const change = points.at(-1)?.value ?? 0;
  const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' }).format(change);
  return (
    <Card
      heading={words.growth.heading}
      aside={shell.asOf(formatTime(now, site.timezone, language))}
    >
      <Figures>
        <Figure value={joined} label={words.growth.joined} language={language} />
        <Figure value={left} label={words.growth.left} language={language} />
      </Figures>
      {isWhole ? null : <p class="under">{words.growth.busy}</p>}
      {days.length > 1 ? (
        <LineChart
          points={points}
          label={words.growth.line(signed, points[0]?.at ?? '')}
          language={language}
          words={words.growth.columns}
        />
      ) : (
        <p class="soft">{words.growth.none}</p>
      )}
    </Card>
  );
}

/** How many more, or fewer, there are at the end of each day than before the first. */
function sumUp({ days }: Growth, language: string) {
  const format = new Intl.DateTimeFormat(language, {
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
  let value = 0;
  return days.map(({ day, joined, left }) => {
    value += joined - left;
    return { at: format.format(new Date(`${day}T00:00:00Z`)), value, parts: [joined, left] };
  });
}
