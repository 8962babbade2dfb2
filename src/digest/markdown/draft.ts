// Second pass over the Markdown form: puts each block into the draft of a digest.

import { type InputLine, joinLines } from '../import/lines.ts';
import { isConclusionLabel } from '../import/paste-marks.ts';
import type { Image, Paragraph } from '../schema.ts';
import { type Block, type BlockKind, restOf, textAsWritten, textOf } from './blocks.ts';
import { readImage, readImprint, readLink, readText } from './pieces.ts';

interface DraftSource {
  title: string;
  url: string;
  publisher?: string;
  publishedOn?: string;
  image?: Image;
  points: string[];
}

interface DraftSection {
  heading: string;
  question?: { line: InputLine; text: string };
  answer?: { line: InputLine; text: string };
  opener: Paragraph[];
  source?: DraftSource;
  hasImprint: boolean;
  body: Paragraph[];
}

export interface Draft {
  language?: string;
  subject?: string;
  preheader?: string;
  publishedOn?: string;
  image?: Image;
  headline?: string;
  lead?: string;
  sections: DraftSection[];
  /** Sources and images that have no address yet are taken for what they will be. */
  isUnfinished: boolean;
  /** Behind the last section: its end was said, or the conclusion has begun. */
  isClosing: boolean;
  closing: Paragraph[];
  conclusion: string[];
}

export type Warn = (line: InputLine, message: string) => void;

export function newDraft(isUnfinished: boolean): Draft {
  return { isUnfinished, sections: [], isClosing: false, closing: [], conclusion: [] };
}

/** Nothing is lost: what has no place where it stands becomes a paragraph, with a warning that says why. */
export function placeBlock(draft: Draft, block: Block, warn: Warn): void {
  const placed = placers[block.kind](draft, block);
  if (placed === 'all') return;
  if (placed === 'line') {
    const rest = restOf(block);
    if (rest) placeBlock(draft, rest, warn);
    return;
  }
  if (placed.why) warn(block.line, `Kept as a paragraph. ${placed.why}`);
  putParagraph(draft, block, placed.paragraph, warn);
}

type Placed =
  /** It has taken its own line; what stands under it is a block by itself. */
  | 'line'
  /** It has taken the lines under it, too. */
  | 'all'
  /** It is a paragraph, by its nature or because it has no place here. */
  | { paragraph: Paragraph; why?: string };

type Placer = (draft: Draft, block: Block) => Placed;

const placers: Record<BlockKind, Placer> = {
  headline(draft, block) {
    if (draft.headline !== undefined) return keep(block, 'A digest has one headline');
    draft.headline = readText(block.text);
    return 'line';
  },
  heading(draft, block) {
    draft.isClosing = false;
    const heading = readText(block.text);
    draft.sections.push({ heading, opener: [], hasImprint: false, body: [] });
    return 'line';
  },
  question: (draft, block) => placeHook(draft, block, 'question'),
  answer: (draft, block) => placeHook(draft, block, 'answer'),
  source(draft, block) {
    const section = openSection(draft);
    const link = readLink(block.text, draft.isUnfinished);
    if (!section || section.source || !link)
      return keep(block, 'A section has one source, written "### [title](https://…)"');
    section.source = { ...link, points: [] };
    return 'line';
  },
  image(draft, block) {
    const image = readImage(block.text, draft.isUnfinished);
    const owner = imageOwner(draft);
    if (!image || !owner || owner.image)
      return keep(block, 'Only a digest and a source have an image, each one');
    owner.image = image;
    return 'line';
  },
  point(draft, block) {
    const points = openPoints(draft);
    if (!points) return keep(block, 'Points stand right under their source');
    points.push(textOf(block));
    return 'all';
  },
  idea(draft, block) {
    draft.isClosing = true;
    draft.conclusion.push(textOf(block));
    return 'all';
  },
  item(draft, block) {
    const isIdea = draft.isClosing && draft.closing.length === 0;
    const list = openPoints(draft) ?? (isIdea ? draft.conclusion : null);
    if (!list) return keep(block, 'A digest has no lists but points and conclusion');
    list.push(textOf(block));
    return 'all';
  },
  comment: (_draft, block) => ({ paragraph: { text: textOf(block), voice: 'comment' } }),
  words(draft, block) {
    const section = openSection(draft);
    if (section?.source?.points.length === 0 && !section.hasImprint) {
      section.hasImprint = true;
      Object.assign(section.source, readImprint(block.text));
      return 'line';
    }
    return { paragraph: { text: textOf(block), voice: 'narration' } };
  },
  finish(draft, block) {
    if (!isConclusionLabel(block.text))
      return keep(block, '🚩 only says that the conclusion begins');
    return endSections(draft);
  },
  rule: (draft) => endSections(draft),
  other: (_draft, block) => keep(block, 'This mark has no meaning in a digest'),
};

function placeHook(draft: Draft, block: Block, part: 'question' | 'answer'): Placed {
  const section = openSection(draft);
  if (!section || section[part]) return keep(block, 'A section has one Q and one A');
  section[part] = { line: block.line, text: textOf(block) };
  return 'all';
}

function endSections(draft: Draft): Placed {
  draft.isClosing = draft.sections.length > 0;
  return 'line';
}

function keep(block: Block, why: string): Placed {
  return { paragraph: { text: textAsWritten(block), voice: 'narration' }, why };
}

/** The section that is being written; none before the first, and none behind the last. */
function openSection(draft: Draft): DraftSection | undefined {
  return draft.isClosing ? undefined : draft.sections.at(-1);
}

/** The points of the open section's source, until something else has followed them. */
function openPoints(draft: Draft): string[] | undefined {
  const section = openSection(draft);
  return section?.body.length === 0 ? section.source?.points : undefined;
}

function imageOwner(draft: Draft): Draft | DraftSource | undefined {
  if (draft.isClosing) return undefined;
  const section = openSection(draft);
  if (!section) return draft;
  return openPoints(draft) && section.source;
}

function putParagraph(draft: Draft, { line }: Block, paragraph: Paragraph, warn: Warn): void {
  const section = draft.sections.at(-1);
  if (section) {
    const list = draft.isClosing ? draft.closing : section.source ? section.body : section.opener;
    list.push(paragraph);
    return;
  }
  if (draft.lead !== undefined) warn(line, 'Joined to the lead: it is one paragraph');
  if (paragraph.voice === 'comment') warn(line, 'Kept as the lead: comments stand in sections');
  draft.lead = joinLines(draft.lead ?? '', paragraph.text);
}

/** As a digest is written down, to be parsed. */
export function finishDraft({ isClosing: _, isUnfinished: __, ...draft }: Draft, warn: Warn) {
  return { ...draft, sections: draft.sections.map((section) => finishSection(section, warn)) };
}

/** A question without an answer, or an answer without a question, is no hook but stays to be read. */
function finishSection(draft: DraftSection, warn: Warn) {
  const { question, answer, hasImprint: _, ...section } = draft;
  if (question && answer) {
    return { ...section, hook: { question: question.text, answer: answer.text } };
  }
  const half = question ?? answer;
  if (half === undefined) return section;
  warn(half.line, 'Kept as a paragraph. A hook needs both "> Q:" and "> A:"');
  const paragraph: Paragraph = { text: half.text, voice: 'narration' };
  return { ...section, opener: [paragraph, ...section.opener] };
}
