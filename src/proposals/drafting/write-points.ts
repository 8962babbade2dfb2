// Points of an article by a language model: asked, judged, told what was wrong, and asked again.

import type { ModelMessage } from 'ai';
import { type Account, askCounted } from '../models/counted.ts';
import { readAnswer } from '../models/read-answer.ts';
import type { ModelSettings } from '../models/settings.ts';
import type { Trouble } from '../trouble.ts';
import { type Judged, judgeAnswer, type ModelPoint, SectionAnswer } from './section-answer.ts';
import { complain, instruct, present, type SectionTask } from './section-prompt.ts';

export type PointsWritten =
  | { kind: 'written'; points: ModelPoint[]; hook: SectionAnswer['hook'] }
  | { kind: 'none'; why: Trouble };

const mostTries = 3;
/** Of an answer: three points, a hook, and what JSON needs around them. */
const mostTokens = 1500;
/** An answer that is shown to its model again is cut here. */
const longestShown = 4000;

/**
 * What breaks the rules is asked for again, twice at most; what is only not grounded, once, and then it
 * stands in amber. `none`: not one answer could stand, and why. Within the model's time, and never throws
 * for what a model does.
 */
export async function writePoints(
  account: Account,
  model: ModelSettings,
  task: SectionTask,
  article: string,
): Promise<PointsWritten> {
  const signal = AbortSignal.timeout(model.milliseconds);
  const messages: ModelMessage[] = [{ role: 'user', content: present(task) }];
  let best: { answer: SectionAnswer; judged: Judged } | null = null;
  let why: Trouble = { code: 'model_wrong' };
  for (let tries = 0; tries < mostTries; tries += 1) {
    const question = {
      system: instruct(task),
      messages,
      schema: SectionAnswer,
      mostTokens,
      signal,
    };
    const word = await askCounted(account, model, question);
    if (word.kind === 'capped') why = { code: 'model_capped' };
    else if (word.kind !== 'said') why = { code: 'model_silent' };
    if (mayPass(word) && tries < mostTries - 1) {
      if (await waitFor(word.kind === 'busy' ? word.seconds : null, signal)) continue;
    }
    if (word.kind !== 'said') break;
    why = { code: 'model_wrong' };
    const answer = word.isWhole ? readAnswer(word.text, SectionAnswer) : null;
    const judged = answer && judgeAnswer(answer, task, article);
    if (answer && judged && judged.broken.length === 0) {
      const isMended = best !== null;
      if (best === null || countDoubts(judged) < countDoubts(best.judged))
        best = { answer, judged };
      if (isMended || judged.doubtful.length === 0) break;
    }
    const wrongs = judged ? [...judged.broken, ...judged.doubtful] : [noAnswer];
    messages.push({ role: 'assistant', content: word.text.slice(0, longestShown) || '-' });
    messages.push({ role: 'user', content: complain(wrongs) });
  }
  if (best === null) return { kind: 'none', why };
  return { kind: 'written', points: best.judged.points, hook: best.answer.hook };
}

const noAnswer = 'It is not one whole JSON object of the form that was asked for.';

function countDoubts({ doubtful, points }: Judged): number {
  return doubtful.length / Math.max(1, points.length);
}

/** Not what our own request is at fault for. */
function mayPass(word: { kind: string; status?: number | null }): boolean {
  const { kind, status = null } = word;
  return (
    kind === 'busy' || (kind === 'failed' && (status === null || status < 400 || status >= 500))
  );
}

/** False if there is no time left to wait that long. */
async function waitFor(seconds: number | null, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), (seconds ?? 1) * 1000);
  signal.addEventListener('abort', () => resolve(false), { once: true });
  const hasTime = await promise;
  clearTimeout(timer);
  return hasTime && !signal.aborted;
}
