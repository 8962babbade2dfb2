// The digest that is being read from Markdown, and the lines that its parts stand on.

import type { InputLine } from '../import/lines.ts';
import type { Image, Paragraph } from '../schema.ts';
import type { References } from './prose.ts';

export interface DraftSource {
  title: string;
  url: string;
  publisher?: string;
  publishedOn?: string;
  image?: Image;
  points: string[];
}

export interface DraftSection {
  heading: string;
  question?: { line: InputLine; text: string };
  answer?: { line: InputLine; text: string };
  opener: Paragraph[];
  source?: DraftSource;
  hasImprint: boolean;
  body: Paragraph[];
}

interface Draft {
  language?: string;
  subject?: string;
  preheader?: string;
  publishedOn?: string;
  image?: Image;
  headline?: string;
  lead?: string;
  sections: DraftSection[];
  closing: Paragraph[];
  conclusion: string[];
}

export interface Reading {
  draft: Draft;
  references: References;
  /** Sources and images that have no address yet are taken for what they will be. */
  isUnfinished: boolean;
  warn(line: InputLine, message: string): void;
  /** Behind the last section: its end was said, or the conclusion has begun. */
  isClosing: boolean;
  /** What stands behind the sections so far; another section makes it a thing out of place. */
  strays: InputLine[];
  /** Where things stand: a paragraph by itself, all else by its path. */
  lines: Map<Paragraph | string, InputLine>;
}

export function startReading(warn: Reading['warn'], isUnfinished: boolean): Reading {
  return {
    draft: { sections: [], closing: [], conclusion: [] },
    references: new Map(),
    isUnfinished,
    warn,
    isClosing: false,
    strays: [],
    lines: new Map(),
  };
}

/** The section that is being written; none before the first, and none behind the last. */
export function openSection({ draft, isClosing }: Reading): DraftSection | undefined {
  return isClosing ? undefined : draft.sections.at(-1);
}

/** The points of the open section's source, until something else has followed them. */
export function openPoints(reading: Reading): string[] | undefined {
  const section = openSection(reading);
  return section?.body.length === 0 ? section.source?.points : undefined;
}

/** Where the open section stands in the digest. */
export function sectionPath({ draft }: Reading): string {
  return `sections.${draft.sections.length - 1}`;
}

/** As a digest is written down, to be parsed. */
export function finishReading({ draft, lines, warn }: Reading) {
  const sections = draft.sections.map(({ question, answer, hasImprint: _, ...section }) => {
    if (question && answer) {
      return { ...section, hook: { question: question.text, answer: answer.text } };
    }
    const half = question ?? answer;
    if (half === undefined) return section;
    // No hook, but it stays to be read.
    warn(half.line, 'Kept as a paragraph. A hook needs both "> Q:" and "> A:"');
    const paragraph: Paragraph = { text: half.text, voice: 'narration' };
    lines.set(paragraph, half.line);
    return { ...section, opener: [paragraph, ...section.opener] };
  });
  return { ...draft, sections };
}

/** The line of what stands at this path, or of the nearest thing around it. */
export function findLine(digest: object, path: string, lines: Reading['lines']): InputLine | null {
  let found: InputLine | null = null;
  let value: unknown = digest;
  let way = '';
  for (const part of path.split('.')) {
    way = way === '' ? part : `${way}.${part}`;
    value = isRecord(value) ? value[part] : undefined;
    found = lines.get(way) ?? lines.get(value as Paragraph) ?? found;
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
