// A section by a language model, held to its article; where the model fails, the embedded default, and a warning.

import type { Database } from '../../db/client.ts';
import { readHook } from '../drafting/hook-answer.ts';
import type { SectionTask } from '../drafting/section-prompt.ts';
import { verifyPoints } from '../drafting/verify-points.ts';
import { writePoints } from '../drafting/write-points.ts';
import type { Models } from '../models/settings.ts';
import { mostCopied } from '../points/choose.ts';
import { splitSentences } from '../points/sentences.ts';
import type { Trouble } from '../trouble.ts';
import { listProposed, writeEmbedded } from './embedded-section.ts';
import { type StoredPoint, witnessOf } from './evidence.ts';
import { proposeHook } from './hook.ts';
import type { SectionArticle, SectionBefore, SectionText, SectionWriter } from './section.ts';

/** A proposal's way to the models; what it asks is counted for the proposal. */
export interface ModelDeps {
  db: Database;
  models: Models;
  proposalId: string;
}

const mostPoints = 3;

/** Its caps and clocks are those of `models`; a text that its site keeps from models stays from them. */
export function writeWithModels(deps: ModelDeps): SectionWriter {
  return async (article, language, before) => {
    if (!article.isForModels) {
      const text = writeEmbedded(article, language, before);
      return { text, warnings: [{ code: 'model_kept_out' }] };
    }
    const written = await write(deps, article, language, before);
    const text = written.text ?? writeEmbedded(article, language, before);
    if (text === null) return { text, warnings: [] };
    const { points, warnings } = await verify(deps, text.points, article);
    return { text: { ...text, points }, warnings: [...written.warnings, ...warnings] };
  };
}

async function write(
  { models, ...deps }: ModelDeps,
  article: SectionArticle,
  language: string,
  before: SectionBefore | undefined,
): Promise<{ text: SectionText | null; warnings: Trouble[] }> {
  const task = setTask(article, before);
  if (models.writer === null || task.mostPoints === 0) return { text: null, warnings: [] };
  const account = { ...deps, role: 'writer' as const, caps: models.caps };
  const written = await writePoints(account, models.writer, task, article.text);
  if (written.kind === 'none') return { text: null, warnings: [written.why] };
  const witness = witnessOf(article);
  const fresh = written.points.map(({ text, sentence }) =>
    place(witness(text, false), sentence, task),
  );
  const points = [...(before?.kept ?? []), ...fresh].sort(
    (a, b) => (a.start ?? 0) - (b.start ?? 0),
  );
  const hook =
    readHook(written.hook, points, article.language) ?? proposeHook(points, article, language);
  if (hook === null) return { text: null, warnings: [{ code: 'model_wrong' }] };
  const proposed = listProposed(task.passedOver, points);
  return { text: { by: 'model', hook, points, proposed }, warnings: [] };
}

/** What was proposed before is passed over, unless all was. */
function setTask(article: SectionArticle, before: SectionBefore | undefined): SectionTask {
  const kept = before?.kept ?? [];
  const sentences = splitSentences(article.text, article.language);
  const proposed = new Set(before?.proposed);
  const isAll = sentences.every((_, n) => proposed.has(n));
  const standing = kept.flatMap(({ sentence }) => sentence ?? []);
  const taken = kept.reduce((sum, { text }) => sum + text.length, 0);
  return {
    title: article.title,
    language: article.language,
    sentences,
    mostPoints: mostPoints - kept.length,
    mostCharacters: Math.max(0, mostCopied(article.language, article.text.length) - taken),
    passedOver: new Set(isAll ? standing : [...proposed, ...standing]),
  };
}

/** A point that has nothing of any sentence stands on the one that the model named. */
function place(point: StoredPoint, named: number, { sentences }: SectionTask): StoredPoint {
  const sentence = sentences[named];
  if (point.sentence !== null || sentence === undefined) return point;
  return { ...point, sentence: named, start: sentence.start, end: sentence.end };
}

/** Points that a verifier has not seen yet get its word. */
async function verify(
  { models, ...deps }: ModelDeps,
  points: readonly StoredPoint[],
  article: SectionArticle,
): Promise<{ points: StoredPoint[]; warnings: Trouble[] }> {
  const fresh = points.filter(({ verdict, start }) => verdict === null && start !== null);
  if (models.verifier === null || fresh.length === 0) return { points: [...points], warnings: [] };
  const pairs = fresh.map(({ text, start, end }) => ({
    sentence: article.text.slice(start ?? 0, end ?? 0),
    point: text,
  }));
  const account = { ...deps, role: 'verifier' as const, caps: models.caps };
  const verdicts = await verifyPoints(account, models.verifier, pairs);
  if (verdicts === null) return { points: [...points], warnings: [{ code: 'verifier_silent' }] };
  const seen = points.map((point) => ({
    ...point,
    verdict: verdicts[fresh.indexOf(point)] ?? point.verdict,
  }));
  return { points: seen, warnings: [] };
}
