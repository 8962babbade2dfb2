// The two meters of a proposal: what stands on its source, and how much of each article is repeated.

import type { ProposalView } from '../../../proposals/commands/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Card } from '../ui/heading.tsx';
import { Notice } from '../ui/notice.tsx';
import { Bar, formatNumber } from '../ui/numbers.tsx';

export function Meters({ proposal, language }: { proposal: ProposalView; language: string }) {
  const words = consoleWordsFor(language).proposal.meters;
  const { grounded, sections, usage } = proposal;
  const number = (value: number) => formatNumber(value, language);
  const used = [words.usage(number(usage.calls), number(usage.tokensIn + usage.tokensOut))];
  if (usage.cost !== null) used.push(words.cost(String(Number(usage.cost.toPrecision(3)))));
  const over = sections.filter(({ copied }) => copied.isOver);
  const within = sections.length - over.length;
  return (
    <Card heading={words.heading}>
      <div class="meters">
        <Meter
          name={words.grounded}
          value={grounded.grounded}
          of={grounded.points}
          said={words.groundedOf(number(grounded.grounded), number(grounded.points))}
          line={words.groundedLine}
        />
        <Meter
          name={words.copied}
          value={within}
          of={sections.length}
          said={words.copiedOf(number(within), number(sections.length))}
          line={words.copiedLine}
        />
        {over.map(({ heading }) => (
          <Notice tone="careful">
            <p>{words.over(heading)}</p>
          </Notice>
        ))}
        {usage.calls === 0 ? null : (
          <p class="under">
            {words.models}: {used.join(' · ')}
          </p>
        )}
      </div>
    </Card>
  );
}

interface MeterProps {
  name: string;
  value: number;
  of: number;
  said: string;
  line: string;
}

function Meter({ name, value, of, said, line }: MeterProps) {
  return (
    <div class="meter">
      <p class="meter-name">
        <b>{name}</b> <span>{said}</span>
      </p>
      <Bar
        value={value}
        of={of}
        label={`${name}: ${said}`}
        tone={value === of ? 'good' : 'careful'}
      />
      <p class="hint">{line}</p>
    </div>
  );
}
