// The rhythms, each as a sentence, and the form of a new one.

import type { RhythmView } from '../../../proposals/rhythms/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Moment } from '../ui/moment.tsx';
import { Chip, Empty, Notice } from '../ui/notice.tsx';
import { RhythmForm, type RhythmFormProps } from './form.tsx';
import { RunLines } from './lines.tsx';
import { sayRhythm } from './sentence.ts';

export interface RhythmsProps extends ConsoleFrame {
  rhythms: readonly RhythmView[];
  /** Of lists, by their slugs. */
  names: ReadonlyMap<string, string>;
  maySend: boolean;
}

export function RhythmsPage({ rhythms, names, maySend, ...frame }: RhythmsProps) {
  const { language } = frame;
  const words = consoleWordsFor(language).rhythms;
  const showsWho = frame.editor?.role !== 'viewer';
  const begin = maySend ? (
    <ButtonLink href="/console/rhythms/new" tone="main">
      {words.begin}
    </ButtonLink>
  ) : undefined;
  return (
    <ConsolePage {...frame} title={words.heading} current="rhythms">
      <PageHeading
        text={words.heading}
        language={language}
        lead={words.lead}
        actions={rhythms.length > 0 ? begin : undefined}
      />
      {rhythms.length === 0 ? (
        <Card>
          <Empty heading={words.empty} actions={begin}>
            {words.emptyLine}
          </Empty>
        </Card>
      ) : null}
      {rhythms.map((rhythm) => (
        <Card
          heading={<a href={`/console/rhythms/${rhythm.id}`}>{rhythm.name}</a>}
          aside={rhythm.isPaused ? <Chip tone="careful">{words.paused}</Chip> : null}
        >
          <div class="rows">
            <p>
              {sayRhythm(rhythm, {
                list: names.get(rhythm.list) ?? rhythm.list,
                language,
                showsWho,
              })}
            </p>
            <p class="soft">
              {words.next}: <NextMoments rhythm={rhythm} language={language} />
            </p>
          </div>
          {rhythm.lastRun === null ? null : (
            <RunLines runs={[rhythm.lastRun]} zone={rhythm.timezone} {...{ language, showsWho }} />
          )}
        </Card>
      ))}
    </ConsolePage>
  );
}

/** The next three, by the clocks of its list. */
export function NextMoments({ rhythm, language }: { rhythm: RhythmView; language: string }) {
  const words = consoleWordsFor(language).rhythms;
  if (rhythm.next.length === 0) return <>{words.noNext}</>;
  return (
    <>
      {rhythm.next.map((at, n) => (
        <>
          {n > 0 ? ' ・ ' : ''}
          <Moment at={at} zone={rhythm.timezone} language={language} form="brief" />
        </>
      ))}
    </>
  );
}

type NewRhythmProps = ConsoleFrame & Omit<RhythmFormProps, 'action' | 'language'>;

export function NewRhythmPage({ fields, wrong, lists, feeds, ...frame }: NewRhythmProps) {
  const { language } = frame;
  const words = consoleWordsFor(language).rhythms;
  return (
    <ConsolePage {...frame} title={words.begin} current="rhythms">
      <PageHeading
        text={words.begin}
        language={language}
        over={<a href="/console/rhythms">{words.heading}</a>}
        lead={words.lead}
      />
      {Object.keys(wrong).length > 0 ? <Notice tone="bad">{words.wrong}</Notice> : null}
      <Card>
        <RhythmForm {...{ fields, wrong, lists, feeds, language }} action={words.fields.create} />
      </Card>
    </ConsolePage>
  );
}
