// What the parts of a send's page share: a line with its state, and a press for those who may send.

import type { Child } from 'hono/jsx';
import { consoleWordsFor } from '../../../words/console.ts';
import { Chip, type Tone } from '../ui/notice.tsx';
import { Act } from './act.tsx';
import type { SendFacts } from './facts.ts';

export interface StandingProps extends SendFacts {
  language: string;
  /** Why what was just pressed was not done. */
  refusal?: string | undefined;
}

interface HeadlineProps extends StandingProps {
  heading: Child;
  tone: Tone;
  state?: 'held';
  children?: Child;
}

/** What it is about in one line, and the state as a chip beside it. */
export function Headline({ heading, tone, state, send, language, children }: HeadlineProps) {
  const words = consoleWordsFor(language).send;
  return (
    <>
      <div class="send-head">
        <h2>{heading}</h2>
        <Chip tone={tone}>{words.states[state ?? send.status]}</Chip>
      </div>
      {children}
    </>
  );
}

interface ActIfProps extends StandingProps {
  act: string;
  label: string;
  tone?: 'main' | 'plain' | 'quiet' | 'grave';
  fields?: Readonly<Record<string, string | number>>;
}

/** A press for those who may send; others see how it stands. */
export function ActIf({ mayAct, send, label, ...rest }: ActIfProps) {
  if (!mayAct) return null;
  const { act, tone = 'plain', fields = {} } = rest;
  return (
    <Act id={send.id} {...{ act, tone, fields }}>
      {label}
    </Act>
  );
}

/** The sentence with `part` where its words ask for it. */
export function splitAround(sentence: (part: string) => string, part: Child) {
  const [before = '', after = ''] = sentence('\u0000').split('\u0000');
  return (
    <>
      {before}
      {part}
      {after}
    </>
  );
}
