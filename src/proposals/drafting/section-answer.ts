// A model's points held against their article: what may not enter, and what is at least to be flagged.

import * as z from 'zod';
import type { Fault } from '../points/compare.ts';
import { groundPoint, isGrounded } from '../points/gate.ts';
import { longestPoint } from '../points/shorten.ts';
import { findForeign } from './foreign.ts';
import { unseen } from './hook-answer.ts';
import type { SectionTask } from './section-prompt.ts';

/** No limits in it: not every provider knows them, and all are checked here. */
export const SectionAnswer = z.object({
  points: z.array(z.object({ sentence: z.number(), text: z.string() })),
  hook: z.object({ question: z.string(), answer: z.string() }),
});
export type SectionAnswer = z.infer<typeof SectionAnswer>;

/** A point that may stand: grounded, or fused and shown so. */
export interface ModelPoint {
  text: string;
  /** The number that the model gave. */
  sentence: number;
  isGrounded: boolean;
}

export interface Judged {
  points: ModelPoint[];
  /** Each a sentence for the model: with one of these nothing of the answer may stand. */
  broken: string[];
  /** What is not grounded: it may stand, in amber. */
  doubtful: string[];
}

/** `article`: its whole text. Work is bounded: what is too long or too much is not looked at. */
export function judgeAnswer({ points }: SectionAnswer, task: SectionTask, article: string): Judged {
  const { mostPoints, mostCharacters, sentences, language } = task;
  const judged: Judged = { points: [], broken: [], doubtful: [] };
  const { broken, doubtful } = judged;
  if (points.length === 0) broken.push('There is no point.');
  if (points.length > mostPoints) broken.push(`There are more than ${mostPoints} points.`);
  const used = new Set<number>();
  for (const [at, point] of points.slice(0, mostPoints).entries()) {
    const text = point.text.trim();
    const wrongs = findWrongs({ ...point, text }, task, article);
    if (used.has(point.sentence)) wrongs.push('two points are from one sentence');
    used.add(point.sentence);
    broken.push(...wrongs.map((wrong) => `Point ${at + 1}: ${wrong}.`));
    if (wrongs.length > 0) continue;
    const grounding = groundPoint(text, sentences, language);
    if (!isGrounded(grounding)) doubtful.push(`Point ${at + 1}: ${nameFaults(grounding.faults)}.`);
    judged.points.push({ text, sentence: point.sentence, isGrounded: isGrounded(grounding) });
  }
  const length = points.reduce((sum, { text }) => sum + text.length, 0);
  if (points.length > 1 && length > mostCharacters) {
    broken.push(`The points have ${length} characters, and may have ${mostCharacters} together.`);
  }
  if (broken.length === 0 && !judged.points.some((point) => point.isGrounded)) {
    broken.push(...doubtful, 'Not one point says what a single sentence of the article says.');
  }
  return judged;
}

function findWrongs(
  { text, sentence }: { text: string; sentence: number },
  { sentences, passedOver, language }: SectionTask,
  article: string,
): string[] {
  const longest = longestPoint(language);
  if (text === '') return ['it is empty'];
  if (text.length > longest) return [`it has more than ${longest} characters`];
  if (unseen.test(text)) return ['it has characters that nobody can see'];
  const wrongs = findForeign(text, article, language).map(
    (foreign) => `the article has no ${JSON.stringify(foreign)}`,
  );
  if (sentences[sentence] === undefined) wrongs.push(`there is no sentence ${sentence}`);
  if (passedOver.has(sentence)) wrongs.push(`sentence ${sentence} is not to be used`);
  return wrongs;
}

function nameFaults(faults: readonly Fault[]): string {
  return `it does not say what its sentence says (${faults.map((fault) => meanings[fault]).join('; ')})`;
}

const meanings: Readonly<Record<Fault, string>> = {
  number: 'a number is another',
  name: 'a name is another',
  added: 'words came in',
  order: 'words stand in another order',
  joined: 'words stand together that stood apart, or sentences were joined',
  role: 'who did what to whom is another',
  predicate: 'its last word was lost',
  negation: 'a "not" was lost or came in',
  hedge: 'a "may" or "about" was lost or came in',
  attribution: 'who says so was lost or came in',
  condition: 'an "if" or "only" was lost or came in',
  voice: 'active and passive were changed',
};
