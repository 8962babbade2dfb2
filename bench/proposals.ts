// `proposals`: the points of the embedded default on the saved pages, beside their first three sentences.

import { choosePoints, mostCopied } from '../src/proposals/points/choose.ts';
import { groundPoint, isGrounded } from '../src/proposals/points/gate.ts';
import { overlap } from '../src/proposals/points/rank.ts';
import { splitSentences } from '../src/proposals/points/sentences.ts';
import { isContent, splitWords } from '../src/proposals/points/words.ts';
import { type SavedPage, savedPages, textOf } from '../tests/proposals/articles/saved-pages.ts';
import { median, round } from './numbers.ts';
import type { Options } from './run.ts';
import { benchWholeProposals } from './whole-proposals.ts';

/** What a few sentences do for an article. */
export interface Figures {
  /** Of the words of the article that carry a meaning, each as often as it stands there, those said: 0 to 1. */
  coverage: number;
  /** Of the two that are most alike, the share of words in common: 0 to 1. */
  redundancy: number;
  characters: number;
  /** They repeat more than a citation may. */
  isOver: boolean;
  /** Of them, by the gate's own measurement: 0 to 1. */
  grounded: number;
}

export interface PageFigures {
  page: SavedPage;
  ours: Figures;
  /** The first three sentences, and as many of them as a citation may have, but one at least. */
  lead: Figures;
  cutLead: Figures;
}

/** Of the pages that are not thin, with the text that a person would copy. */
export function measurePoints(): PageFigures[] {
  return savedPages.flatMap((page) => {
    if (page.facts === null) return [];
    const text = textOf(page);
    const { language, title } = page.facts;
    const sentences = splitSentences(text, language);
    const ours = choosePoints(text, language, { title }).map((point) => point.text);
    const lead = sentences.slice(0, 3).map((sentence) => sentence.text);
    const fitting = lead.findLastIndex(
      (_, at) => lead.slice(0, at + 1).join('').length <= mostCopied(language, text.length),
    );
    const cutLead = lead.slice(0, Math.max(1, fitting + 1));
    const measure = (points: string[]) => measureAll(points, text, language);
    return [{ page, ours: measure(ours), lead: measure(lead), cutLead: measure(cutLead) }];
  });
}

function measureAll(points: readonly string[], text: string, language: string): Figures {
  const wordsOf = (one: string) =>
    splitWords(one, language).flatMap(({ word }) => (isContent(word) ? [word] : []));
  const all = wordsOf(text);
  const sets = points.map((point) => new Set(wordsOf(point)));
  const said = new Set(sets.flatMap((words) => [...words]));
  const pairs = sets.flatMap((one, at) => sets.slice(at + 1).map((other) => overlap(one, other)));
  const sentences = splitSentences(text, language);
  const grounded = points.filter((point) => isGrounded(groundPoint(point, sentences, language)));
  const characters = points.join('').length;
  return {
    coverage: all.filter((word) => said.has(word)).length / Math.max(1, all.length),
    redundancy: Math.max(0, ...pairs),
    characters,
    isOver: characters > mostCopied(language, text.length),
    grounded: grounded.length / Math.max(1, points.length),
  };
}

/**
 * Medians over the pages, the same every time; then whole proposals of `runs` workers, which are not. `recipients`
 * do not count.
 */
export async function benchProposals(options: Options) {
  const { say } = options;
  const pages = measurePoints();
  say(`  ${pages.length} pages`);
  const [lead, cutLead] = [sumUp(pages, 'lead'), sumUp(pages, 'cutLead')];
  const whole = await benchWholeProposals(options);
  return { pages: pages.length, ...sumUp(pages, 'ours'), lead, cutLead, whole };
}

export function sumUp(pages: readonly PageFigures[], whose: 'ours' | 'lead' | 'cutLead') {
  const all = pages.map((one) => one[whose]);
  const middle = (of: (figures: Figures) => number) => round(median(all.map(of)), 3);
  return {
    coverage: middle(({ coverage }) => coverage),
    redundancy: middle(({ redundancy }) => redundancy),
    characters: middle(({ characters }) => characters),
    coveragePer100: middle(({ coverage, characters }) => (coverage / characters) * 100),
    over: all.filter(({ isOver }) => isOver).length,
    grounded: round(all.reduce((sum, one) => sum + one.grounded, 0) / all.length, 3),
  };
}
