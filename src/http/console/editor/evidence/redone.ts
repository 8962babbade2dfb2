// A section of the form made again: what a person wrote stays, the rest is as the proposal has it now.

import { disarmLinks, plainText } from '../../../../digest/inline.ts';
import type { SectionFields } from '../../../../editing/working-copy/fields.ts';
import type { ProposalView } from '../../../../proposals/commands/schema.ts';
import type { WeighedSection } from '../../../../proposals/commands/weigh.ts';

/** A section of a digest holds so many points of one article; whoever wrote that many keeps them all. */
const mostPoints = 3;

/** The points that a person wrote or changed, as plain texts; null where they leave no room for another. */
export function keptPoints(section: SectionFields, { points }: WeighedSection) {
  const own = ownPoints(section, points);
  return own.length >= mostPoints ? null : own.map((text) => ({ text: plainText(text).trim() }));
}

function ownPoints(section: SectionFields, points: WeighedSection['points']): string[] {
  const isOwn = (at: number) => points.some(({ path, isOwn }) => isOwn && path.endsWith(`.${at}`));
  return section.source.points.filter((_, at) => isOwn(at));
}

/** `before`: as it was weighed with these fields. Points keep the order of the article. */
export function mergeRedone(
  section: SectionFields,
  before: WeighedSection,
  after: ProposalView['sections'][number],
): SectionFields {
  const own = ownPoints(section, before.points);
  const points = after.points.map(
    ({ text }) => own.find((mine) => plainText(mine).trim() === text) ?? disarmLinks(text),
  );
  const { question, answer } = section.hook;
  const isProposed =
    question === before.hook.question && answer === disarmLinks(before.hook.answer);
  const hook = isProposed
    ? { question: after.hook.question, answer: disarmLinks(after.hook.answer) }
    : section.hook;
  return { ...section, hook, source: { ...section.source, points } };
}
