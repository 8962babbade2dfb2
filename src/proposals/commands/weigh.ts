// A digest that was made of a proposal, held against its articles as it is by now: point by point, and how much of each.

import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { disarmLinks, plainText } from '../../digest/inline.ts';
import { selectProposalOf } from '../making/queries.ts';
import { measureAmount } from '../writing/amount.ts';
import { type Witness, witnessOf } from '../writing/evidence.ts';
import { Amount, PointView, SectionView } from './schema.ts';
import { proposeConclusion, readSections, viewPoint, type WholeSection } from './view.ts';
import { type Framed, weighFrame } from './weigh-frame.ts';

/** What of a digest can stand on articles. Texts as they are typed, marks of strong and links included. */
export interface TypedDigest {
  language: string;
  headline: string;
  conclusion: readonly string[];
  sections: readonly {
    url: string;
    hook: { question: string; answer: string };
    points: readonly string[];
  }[];
}

export const WeighedPoint = z.strictObject({
  path: z.string(),
  isOwn: z.boolean(),
  ...PointView.shape,
});
export type WeighedPoint = z.infer<typeof WeighedPoint>;

export const WeighedSection = z.strictObject({
  path: z.string(),
  n: z.int(),
  article: z.uuid(),
  heading: z.string(),
  hook: SectionView.shape.hook,
  points: z.array(WeighedPoint),
  copied: Amount,
});
export type WeighedSection = z.infer<typeof WeighedSection>;

export const Weighed = z.strictObject({
  proposal: z.uuid(),
  sections: z.array(WeighedSection),
  grounded: z.strictObject({ points: z.int(), grounded: z.int() }),
  asProposed: z.array(z.string()),
  foreign: z.array(z.strictObject({ path: z.string(), words: z.array(z.string()) })),
});
export type Weighed = z.infer<typeof Weighed>;

/** Null for a digest that no proposal was made into. Sections are found by the address they cite. */
export async function weighDigest(
  db: Database,
  digestId: string,
  typed: TypedDigest,
): Promise<Weighed | null> {
  const proposal = await selectProposalOf(db, digestId);
  if (proposal === null) return null;
  const known = await readSections(db, proposal);
  const sections = typed.sections.flatMap((section, at) => {
    const whole = known.find(({ article }) => article.url === section.url.trim());
    return whole ? [weighSection(section, whole, `sections.${at}`)] : [];
  });
  const points = sections.flatMap((section) => section.points);
  return {
    proposal,
    sections,
    grounded: {
      points: points.length,
      grounded: points.filter(({ grounded }) => grounded).length,
    },
    asProposed: findProposed(typed, sections, known),
    foreign: weighFrame(listFramed(typed, sections), typed.language),
  };
}

function weighSection(
  { points }: TypedDigest['sections'][number],
  whole: WholeSection,
  path: string,
): WeighedSection {
  const { n, article, hook } = whole;
  const witness = witnessOf(article);
  const weighed = points.flatMap((text, at) =>
    text.trim() === '' ? [] : [weighPoint(text, whole, witness, `${path}.source.points.${at}`)],
  );
  const copied = measureAmount(article, weighed);
  return { path, n, article: article.id, heading: article.title, hook, points: weighed, copied };
}

/** One that stands there as it was proposed keeps what is known of it; another is held against the article anew. */
function weighPoint(
  typed: string,
  { points, article }: WholeSection,
  witness: Witness,
  path: string,
): WeighedPoint {
  const text = plainText(typed).trim();
  const same = points.find((point) => plainText(disarmLinks(point.text)) === text);
  return {
    path,
    isOwn: same === undefined,
    ...viewPoint(same ?? witness(text, true), article),
  };
}

/**
 * Each hook beside the grounded points of its section, the conclusion beside those of all; also as they were proposed,
 * for the point they were made of may have gone. What no article stands behind is the editor's own word.
 */
function listFramed(
  { conclusion, sections: typed }: TypedDigest,
  sections: readonly WeighedSection[],
): Framed[] {
  const hooks = sections.flatMap(({ path, points }) => {
    const now = typed[placeOf(path)]?.hook;
    if (now === undefined) return [];
    return [
      { path: `${path}.hook.question`, text: now.question, known: groundedOf(points) },
      { path: `${path}.hook.answer`, text: now.answer, known: groundedOf(points) },
    ];
  });
  const own = typed.filter((_, at) => sections.every(({ path }) => placeOf(path) !== at));
  const said = [
    ...sections.map(({ points }) => groundedOf(points)),
    ...own.flatMap(({ hook, points }) => [hook.question, hook.answer, ...points].map(plainText)),
  ].join('\n');
  const closing = conclusion.map((text, at) => ({ path: `conclusion.${at}`, text, known: said }));
  return [...hooks, ...closing].map((one) => ({ ...one, text: plainText(one.text) }));
}

/** `sections.2` → 2. */
function placeOf(path: string): number {
  return Number(path.split('.')[1]);
}

function groundedOf(points: readonly WeighedPoint[]): string {
  return points.flatMap(({ grounded, text }) => (grounded ? [text] : [])).join('\n');
}

/** Places whose words are still those of the proposal: nobody has made them their own. */
function findProposed(
  { headline, conclusion, sections: typed }: TypedDigest,
  sections: readonly WeighedSection[],
  known: readonly WholeSection[],
): string[] {
  const isHeadline = headline !== '' && headline.trim() === known[0]?.article.title;
  const hooks = sections.flatMap(({ path, hook }) => {
    const now = typed[placeOf(path)]?.hook;
    const isSame = now?.question === hook.question && now.answer === disarmLinks(hook.answer);
    return isSame ? [`${path}.hook.question`] : [];
  });
  const proposed = new Set(proposeConclusion(known).map(disarmLinks));
  const closing = conclusion.flatMap((text, at) =>
    proposed.has(text.trim()) ? [`conclusion.${at}`] : [],
  );
  return [...(isHeadline ? ['headline'] : []), ...hooks, ...closing];
}

export interface WeighedWarning {
  code: 'ungrounded' | 'over_amount' | 'foreign_words';
  path: string;
  message: string;
}

/** What an editor should look at, as the checks of a digest say it. */
export function warnOfWeighed({ sections, foreign }: Weighed): WeighedWarning[] {
  const ofSections = sections.flatMap(({ path, heading, points, copied }) => {
    const ungrounded = points
      .filter(({ grounded }) => !grounded)
      .map(
        (point): WeighedWarning => ({
          code: 'ungrounded',
          path: point.path,
          message: 'Compare this point with its source: no single sentence of it says this',
        }),
      );
    if (!copied.isOver) return ungrounded;
    const message = `Shorten the points: they repeat ${copied.characters} characters of “${heading}”, and ${copied.most} are usual`;
    return [...ungrounded, { code: 'over_amount' as const, path: `${path}.source`, message }];
  });
  const ofFrame = foreign.map(({ path, words }): WeighedWarning => {
    const found = words.map((word) => `“${word}”`).join(', ');
    const message = `Compare this with the points: no grounded one has ${found}`;
    return { code: 'foreign_words', path, message };
  });
  return [...ofSections, ...ofFrame];
}
