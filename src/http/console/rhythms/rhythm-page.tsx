// One rhythm: its sentence, what comes, what became of it, what can be done, and its form.

import type { RhythmView, RunView } from '../../../proposals/rhythms/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { address } from '../shell/query.ts';
import { Button } from '../ui/button.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Chip, Notice } from '../ui/notice.tsx';
import { Pager } from '../ui/ways.tsx';
import { RhythmForm, type RhythmFormProps } from './form.tsx';
import { RunLines } from './lines.tsx';
import { NextMoments } from './page.tsx';
import { sayRhythm } from './sentence.ts';

interface RhythmPageProps extends ConsoleFrame, Omit<RhythmFormProps, 'action' | 'language'> {
  rhythm: RhythmView;
  /** Of its list. */
  name: string;
  runs: readonly RunView[];
  isFirst: boolean;
  nextCursor: string | null;
  done: string | null;
  maySend: boolean;
}

export function RhythmPage(props: RhythmPageProps) {
  const { rhythm, name, runs, isFirst, nextCursor, done, maySend } = props;
  const { fields, wrong, lists, feeds, language, ...frame } = props;
  const { rhythms: words, shell } = consoleWordsFor(language);
  const showsWho = frame.editor?.role !== 'viewer';
  const path = `/console/rhythms/${rhythm.id}`;
  const isWrong = Object.keys(wrong).length > 0;
  return (
    <ConsolePage {...frame} language={language} title={rhythm.name} current="rhythms">
      <PageHeading
        text={rhythm.name}
        language={language}
        over={<a href="/console/rhythms">{words.heading}</a>}
        lead={sayRhythm(rhythm, { list: name, language, showsWho })}
        actions={rhythm.isPaused ? <Chip tone="careful">{words.paused}</Chip> : undefined}
      />
      {isWrong ? <Notice tone="bad">{words.wrong}</Notice> : null}
      {!isWrong && done ? <Notice tone="good">{done}</Notice> : null}
      <Card heading={words.next}>
        <p>
          <NextMoments rhythm={rhythm} language={language} />
        </p>
        {maySend ? <Acts rhythm={rhythm} language={language} /> : null}
      </Card>
      <Card heading={words.runs} id="runs">
        <RunLines runs={runs} zone={rhythm.timezone} {...{ language, showsWho }} />
        <Pager
          words={{ label: words.runs, first: shell.firstPage, next: shell.nextPage }}
          first={isFirst ? null : path}
          next={nextCursor && address(path, { cursor: nextCursor })}
        />
      </Card>
      {maySend ? (
        <>
          <Card heading={words.change}>
            <RhythmForm {...{ fields, wrong, lists, feeds, language }} action={words.fields.save} />
          </Card>
          <Card heading={words.act.remove}>
            <form method="post" class="rows">
              <p class="soft">{words.act.removeLine}</p>
              <div class="actions">
                <Button tone="grave" name="do" value="remove">
                  {words.act.removeAction}
                </Button>
              </div>
            </form>
          </Card>
        </>
      ) : null}
    </ConsolePage>
  );
}

function Acts({ rhythm, language }: { rhythm: RhythmView; language: string }) {
  const words = consoleWordsFor(language).rhythms.act;
  return (
    <form method="post" class="rows">
      <p class="hint">{words.runHint}</p>
      <div class="actions">
        <Button name="do" value="run">
          {words.run}
        </Button>
        <Button tone="quiet" name="do" value={rhythm.isPaused ? 'resume' : 'pause'}>
          {rhythm.isPaused ? words.resume : words.pause}
        </Button>
      </div>
    </form>
  );
}
