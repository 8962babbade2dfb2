// The checks of `GET /api/health` as lines: what is wrong first.

import type { HealthCheck } from '../../../sending/readiness/health-check.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { tell } from '../tell.ts';
import { Card, PageHeading } from '../ui/heading.tsx';
import { formatTime } from '../ui/moment.tsx';
import { Chip } from '../ui/notice.tsx';

const tones = { ok: 'good', warning: 'careful', error: 'bad', unknown: 'plain' } as const;
const order = ['error', 'warning', 'unknown', 'ok'] as const;

interface HealthProps {
  checks: readonly HealthCheck[];
  language: string;
}

/** Beside other things: only what is not well, or that all is. */
export function HealthLines({ checks, language }: HealthProps) {
  const words = consoleWordsFor(language).today;
  const unwell = sorted(checks).filter(({ status }) => status !== 'ok');
  if (unwell.length === 0) return <p>{words.healthWell(checks.length)}</p>;
  return <Lines checks={unwell} language={language} />;
}

export function HealthPage({ checks, now, ...frame }: ConsoleFrame & HealthProps & { now: Date }) {
  const { language, site } = frame;
  const { today: words, shell } = consoleWordsFor(language);
  return (
    <ConsolePage {...frame} title={words.healthHeading} current="today">
      <PageHeading text={words.healthHeading} language={language} lead={words.healthLead} />
      <Card>
        <Lines checks={sorted(checks)} language={language} isWhole />
        <p class="as-of">{shell.asOf(formatTime(now, site.timezone, language))}</p>
      </Card>
    </ConsolePage>
  );
}

function Lines({ checks, language, isWhole = false }: HealthProps & { isWhole?: boolean }) {
  const words = consoleWordsFor(language).today;
  return (
    <ul class="steps">
      {checks.map(({ id, status, detail, help }) => (
        <li>
          <div>
            <p class="what">{words.checks[id] ?? id}</p>
            {isWhole ? (
              <p class="under">
                {tell(detail, language)} {help === null ? null : tell(help, language)}
              </p>
            ) : null}
          </div>
          <Chip tone={tones[status]}>{words.statuses[status]}</Chip>
        </li>
      ))}
    </ul>
  );
}

function sorted(checks: readonly HealthCheck[]): HealthCheck[] {
  return checks.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}
