// Second pass over the Markdown form: puts each block where it belongs in the draft of a digest.

import { joinLines } from '../import/lines.ts';
import { findMark } from '../import/marks.ts';
import { isConclusionLabel } from '../paste/line-marks.ts';
import type { Paragraph } from '../schema.ts';
import { headingOf, textOf, warnOf } from './block-text.ts';
import { type Block, type BlockKind, restOf } from './blocks.ts';
import { type DraftSource, openPoints, openSection, type Reading, sectionPath } from './draft.ts';
import { readImprint } from './imprint.ts';
import { readHeading, readImage, readLink } from './pieces.ts';

/** Nothing is lost: what has no place where it stands becomes a paragraph, with a warning that says why. */
export function placeBlock(reading: Reading, block: Block): void {
  if (block.isIndented) {
    reading.warn(
      block.line,
      'Its indentation means nothing: a list has one level, a point one paragraph',
    );
  }
  const placed = placers[block.kind](reading, block);
  if (placed === 'all') return;
  if (placed === 'line') {
    const rest = restOf(block);
    if (rest) placeBlock(reading, rest);
    return;
  }
  if (placed.why) reading.warn(block.line, `Kept as a paragraph. ${placed.why}`);
  putParagraph(reading, block, placed.paragraph);
}

type Placed =
  /** It has taken its own line; what stands under it is a block by itself. */
  | 'line'
  /** It has taken the lines under it, too. */
  | 'all'
  /** It is a paragraph, by its nature or because it has no place here. */
  | { paragraph: Paragraph; why?: string };

type Placer = (reading: Reading, block: Block) => Placed;

const placers: Record<BlockKind, Placer> = {
  headline(reading, block) {
    const { draft, lines, warn } = reading;
    if (draft.headline !== undefined) return keep(reading, block, 'A digest has one headline');
    if (draft.lead !== undefined) warn(block.line, 'What stands above the headline is the lead');
    draft.headline = headingOf(reading, block);
    lines.set('headline', block.line);
    return block.underline ? 'all' : 'line';
  },
  heading(reading, block) {
    const { draft, lines, warn } = reading;
    if (isConclusionLabel(block.text) && block.text !== '') return endSections(reading);
    for (const line of reading.strays) {
      warn(line, 'Moved behind the last section: another one follows here');
    }
    if (block.underline) {
      const message =
        'Makes a heading of the words above it; the end of the sections has an empty line above';
      warn(block.underline, message);
    }
    reading.strays = [];
    reading.isClosing = false;
    const heading = headingOf(reading, block);
    draft.sections.push({ heading, opener: [], hasImprint: false, body: [] });
    lines.set(sectionPath(reading), block.line);
    return block.underline ? 'all' : 'line';
  },
  question: (reading, block) => placeHook(reading, block, 'question'),
  answer: (reading, block) => placeHook(reading, block, 'answer'),
  source(reading, block) {
    const section = openSection(reading);
    const link = readLink(readHeading(block.text), reading);
    if (!section || section.source || !link)
      return keep(reading, block, 'A section has one source, written "### [title](https://…)"');
    const { faults, ...source } = link;
    section.source = { ...source, points: [] };
    reading.lines.set(`${sectionPath(reading)}.source`, block.line);
    return warnOf(reading, block.line, faults);
  },
  image(reading, block) {
    const read = readImage(block.text, reading.isUnfinished);
    const owner = imageOwner(reading);
    if (!read || !owner || owner.image)
      return keep(reading, block, 'Only a digest and a source have an image, each one');
    owner.image = read.image;
    const path = owner === reading.draft ? 'image' : `${sectionPath(reading)}.source.image`;
    reading.lines.set(path, block.line);
    return warnOf(reading, block.line, read.faults);
  },
  point(reading, block) {
    const points = openPoints(reading);
    if (!points) return keep(reading, block, 'Points stand right under their source');
    return addPoint(reading, block, points);
  },
  idea(reading, block) {
    reading.isClosing = true;
    return addIdea(reading, block);
  },
  item(reading, block) {
    const { draft, isClosing } = reading;
    const points = openPoints(reading);
    if (points) return addPoint(reading, readTask(reading, block), points);
    if (isClosing && draft.closing.length === 0) return addIdea(reading, readTask(reading, block));
    return keep(reading, block, 'A digest has no lists but points and conclusion');
  },
  comment: (reading, block) => ({
    paragraph: { text: textOf(reading, block), voice: 'comment' },
  }),
  words(reading, block) {
    const section = openSection(reading);
    if (section?.source?.points.length === 0 && !section.hasImprint) {
      section.hasImprint = true;
      const { imprint, faults } = readImprint(block.text);
      Object.assign(section.source, imprint);
      return warnOf(reading, block.line, faults);
    }
    return { paragraph: { text: textOf(reading, block), voice: 'narration' } };
  },
  finish(reading, block) {
    if (!isConclusionLabel(block.text))
      return keep(reading, block, '🚩 only says that the conclusion begins');
    return endSections(reading);
  },
  rule: endSections,
  quote: (reading, block) => ({
    paragraph: { text: textOf(reading, block), voice: 'narration' },
    why: 'A digest has no quotations but "> Q:" and "> A:"',
  }),
  other: (reading, block) => keep(reading, block, 'This mark has no meaning in a digest'),
  code: (_reading, block) => ({ paragraph: { text: block.text, voice: 'narration' } }),
  row: (reading, block) => ({ paragraph: { text: textOf(reading, block), voice: 'narration' } }),
};

function addPoint(reading: Reading, block: Block, points: string[]): Placed {
  reading.lines.set(`${sectionPath(reading)}.source.points.${points.length}`, block.line);
  points.push(textOf(reading, block));
  return 'all';
}

function addIdea(reading: Reading, block: Block): Placed {
  const { conclusion } = reading.draft;
  reading.lines.set(`conclusion.${conclusion.length}`, block.line);
  reading.strays.push(block.line);
  conclusion.push(textOf(reading, block));
  return 'all';
}

/** The box of a task is a mark like ✅, if it is ticked; some set both. */
function readTask(reading: Reading, block: Block): Block {
  const [box = ''] = /^\[[ xX]\]\s+/u.exec(block.text) ?? [];
  if (box.startsWith('[ '))
    reading.warn(block.line, 'The empty box is left out: a point is no task');
  const text = block.text.slice(box.length);
  const marked = box === '' ? null : findMark(text);
  return { ...block, text: marked?.mark === 'point' ? marked.words : text };
}

function placeHook(reading: Reading, block: Block, part: 'question' | 'answer'): Placed {
  const section = openSection(reading);
  if (!section || section[part]) return keep(reading, block, 'A section has one Q and one A');
  const text = textOf(reading, block, part === 'question' ? 'line' : 'text');
  section[part] = { line: block.line, text };
  reading.lines.set(`${sectionPath(reading)}.hook.${part}`, block.line);
  return 'all';
}

function endSections(reading: Reading): Placed {
  reading.isClosing = reading.draft.sections.length > 0;
  return 'line';
}

function keep(reading: Reading, block: Block, why: string): Placed {
  const asWritten = { ...block, text: block.line.text };
  return { paragraph: { text: textOf(reading, asWritten), voice: 'narration' }, why };
}

function imageOwner(reading: Reading): Reading['draft'] | DraftSource | undefined {
  if (reading.isClosing) return undefined;
  const section = openSection(reading);
  if (!section) return reading.draft;
  return openPoints(reading) && section.source;
}

function putParagraph(reading: Reading, { line }: Block, paragraph: Paragraph): void {
  const { draft, warn, lines, isClosing, strays } = reading;
  lines.set(paragraph, line);
  const section = draft.sections.at(-1);
  if (section) {
    const list = isClosing ? draft.closing : section.source ? section.body : section.opener;
    if (isClosing) strays.push(line);
    list.push(paragraph);
    return;
  }
  if (draft.lead !== undefined) warn(line, 'Joined to the lead: it is one paragraph');
  if (paragraph.voice === 'comment') warn(line, 'Kept as the lead: comments stand in sections');
  draft.lead = joinLines(draft.lead ?? '', paragraph.text);
  lines.set('lead', line);
}
