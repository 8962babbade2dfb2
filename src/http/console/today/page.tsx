// The first page: what waits for somebody, and how things stand.

import { consoleWordsFor } from '../../../words/console.ts';
import { sayReaders } from '../lists/page.tsx';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { formatTime, formatToday, Moment } from '../ui/moment.tsx';
import { Figure, Figures, formatNumber } from '../ui/numbers.tsx';
import { Skeleton } from '../ui/small.tsx';
import { SendChip } from '../ui/state.tsx';
import { Ailing } from './ailing.tsx';
import { Approvals } from './approvals.tsx';
import type { Gathered } from './gather.ts';
import { GrowthCard } from './growth.tsx';
import { PasskeyOffer } from './passkey-offer.tsx';
import { Steps } from './steps.tsx';
import { Waiting } from './waiting.tsx';

export interface TodayProps extends ConsoleFrame {
  gathered: Gathered;
  /** Where the postal address of the mails stands. */
  hasPostal: boolean;
  isWriter: boolean;
  offersPasskey: boolean;
  now: Date;
}

export function TodayPage(props: TodayProps) {
  const { gathered, now, language, site, isWriter } = props;
  const words = consoleWordsFor(language).today;
  const begin = (
    <ButtonLink href="/console/digests/new" tone="main">
      {words.begin}
    </ButtonLink>
  );
  return (
    <ConsolePage
      {...props}
      title={words.title}
      current="today"
      scripts={props.offersPasskey ? ['passkeys'] : []}
    >
      <PageHeading
        text={words.title}
        language={language}
        over={formatToday(now, site.timezone, language)}
        actions={isWriter ? begin : undefined}
      />
      <div class="columns">
        <div>
          {gathered.steps.lastSend === null ? <Steps {...props} /> : null}
          <Waiting {...props} />
          <Approvals {...props} />
          <Ailing {...props} />
          <LastSend {...props} />
          <GrowthCard {...props} />
        </div>
        <div>
          <Next {...props} />
          <Readers {...props} />
          {props.offersPasskey ? <PasskeyOffer language={language} /> : null}
          <Health language={language} />
        </div>
      </div>
    </ConsolePage>
  );
}

function LastSend({ gathered: { last }, language, site, now }: TodayProps) {
  const { today: words, shell } = consoleWordsFor(language);
  if (last === null) {
    return (
      <Card heading={words.last}>
        <p class="soft">{words.lastNone}</p>
      </Card>
    );
  }
  const { counts, id, status, startedAt } = last.send;
  const share = (value: number) =>
    counts.accepted === 0
      ? undefined
      : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(
          value / counts.accepted,
        );
  return (
    <Card heading={words.last} aside={shell.asOf(formatTime(now, site.timezone, language))}>
      <p class="title">
        <a class="mincho" href={`/console/sends/${id}`}>
          {last.headline}
        </a>
        <SendChip status={status} language={language} />
      </p>
      {startedAt ? (
        <p class="under">
          <Moment at={startedAt} zone={site.timezone} language={language} />
        </p>
      ) : null}
      <Figures>
        <Figure
          value={counts.accepted}
          label={words.figures.accepted}
          note={words.ofRecipients(formatNumber(counts.recipients, language))}
          language={language}
        />
        <Figure
          value={counts.delivered}
          label={words.figures.delivered}
          note={share(counts.delivered)}
          language={language}
        />
        <Figure
          value={counts.bounced}
          label={words.figures.bounced}
          note={share(counts.bounced)}
          language={language}
        />
        <Figure
          value={counts.unsubscribed}
          label={words.figures.unsubscribed}
          note={share(counts.unsubscribed)}
          language={language}
        />
      </Figures>
    </Card>
  );
}

function Next({ gathered: { active }, language, site }: TodayProps) {
  const words = consoleWordsFor(language).today;
  const due = active.flatMap((send) =>
    send.status === 'scheduled' && send.scheduledAt ? [{ ...send, at: send.scheduledAt }] : [],
  );
  const [next] = due.sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <Card heading={words.next}>
      {next ? (
        <>
          <p>
            <Moment at={next.at} zone={next.zone ?? site.timezone} language={language} />
          </p>
          <p class="under">
            <a href={`/console/sends/${next.id}`}>{next.headline}</a>
          </p>
        </>
      ) : (
        <p class="soft">{words.nextNone}</p>
      )}
    </Card>
  );
}

function Readers({ gathered: { lists }, language, site, now }: TodayProps) {
  const { today: words, shell } = consoleWordsFor(language);
  return (
    <Card heading={words.lists} aside={shell.asOf(formatTime(now, site.timezone, language))}>
      <dl class="pairs">
        {lists.map(({ list, standing }) => (
          <div>
            <dt>
              <a href={`/console/lists/${list.slug}`}>{list.name}</a>
            </dt>
            <dd>{sayReaders(standing ?? { readers: 0 }, language)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Resend is asked, which may take seconds: it comes afterwards, and nothing stands below that it could move. */
function Health({ language }: { language: string }) {
  const words = consoleWordsFor(language).today;
  return (
    <section
      class="card health"
      hx-get="/console/health"
      hx-trigger="load"
      hx-target="find .checks"
    >
      <div class="card-head">
        <h2>{words.health}</h2>
        <div class="aside">
          <a href="/console/health">{words.healthLook}</a>
        </div>
      </div>
      <div class="checks">
        <Skeleton language={language} />
      </div>
    </section>
  );
}
