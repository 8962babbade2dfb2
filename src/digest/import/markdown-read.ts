// Reads the Markdown form line by line into a draft of a digest.

import type { Image, Paragraph } from '../schema.ts';
import { readDay } from './day.ts';
import {
  collectWarnings,
  finishImport,
  guessLanguage,
  type Imported,
  type InputLine,
  joinLines,
  readLines,
} from './lines.ts';
import { classifyMarkdown, type Mark } from './markdown-marks.ts';
import { readImage, readImprint, readLink, readText, readValue } from './markdown-syntax.ts';
import { isConclusionLabel } from './paste-marks.ts';

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

type Warn = (line: InputLine, message: string) => void;
/** Takes the next line of the same paragraph; null where a paragraph cannot go on. */
type Extend = ((more: string) => void) | null;

export function readMarkdown(markdown: string): Imported {
  const { warnings, warn } = collectWarnings();
  const lines = readLines(markdown, warn);
  const draft: Draft = { sections: [], closing: [], conclusion: [] };
  const rest = readFrontMatter(lines, draft, warn);
  const place = createPlacer(draft, warn);
  let extend: Extend = null;
  for (const line of rest) {
    const mark = classifyMarkdown(line.text);
    if (mark.kind === 'blank') extend = null;
    else if (mark.kind === 'words' && extend !== null) extend(readText(mark.text));
    else extend = place(line, mark);
  }
  const digest = {
    version: 1,
    ...draft,
    language: draft.language ?? guessLanguage(markdown),
    sections: draft.sections.map((section) => finishSection(section, warn)),
  };
  return finishImport(digest, warnings, {
    headline: 'Write the headline as a line "# …"',
    sections: 'Open every section with a line "## …"; there must be at least one, at most 20',
    conclusion: 'Write the conclusion as lines "- 💡 …", at least one, at most 10',
  });
}

function readFrontMatter(lines: InputLine[], draft: Draft, warn: Warn): InputLine[] {
  const start = lines.findIndex((line) => line.text !== '');
  const end = lines.findIndex((line, index) => index > start && line.text === '---');
  if (lines[start]?.text !== '---' || end < 0) return lines;
  const seen = new Set<string>();
  for (const line of lines.slice(start + 1, end)) {
    const [, key = '', raw = ''] = /^([a-z]+)\s*:\s*(.*)$/iu.exec(line.text) ?? [];
    const value = readValue(raw);
    const isNew = !seen.has(key);
    seen.add(key);
    if (!isNew && key !== '') warn(line, 'Left out: front matter says each thing once');
    else if (key === 'language') draft.language = value;
    else if (key === 'subject' || key === 'preheader') draft[key] = value;
    else if (key === 'date') draft.publishedOn = readDay(value) ?? value;
    else if (key === 'image') draft.image = readImage(raw) ?? { url: value, alt: '' };
    else if (line.text !== '')
      warn(line, 'Left out: front matter holds language, subject, preheader, date and image');
  }
  return lines.slice(end + 1);
}

/** Puts each marked line into the draft and says how its paragraph can go on. */
function createPlacer(draft: Draft, warn: Warn) {
  let isClosing = false;

  function place(line: InputLine, mark: Mark): Extend {
    const section = isClosing ? undefined : draft.sections.at(-1);
    const points = section?.body.length === 0 ? section.source?.points : undefined;
    const text = readText(mark.text);
    switch (mark.kind) {
      case 'headline':
        if (draft.headline !== undefined) return keep(line, 'A digest has one headline');
        draft.headline = text;
        return null;
      case 'heading':
        isClosing = false;
        draft.sections.push({ heading: text, opener: [], hasImprint: false, body: [] });
        return null;
      case 'finish':
        if (!isConclusionLabel(mark.text))
          return keep(line, '🚩 only says that the conclusion begins');
        isClosing = draft.sections.length > 0;
        return null;
      case 'rule':
        isClosing = draft.sections.length > 0;
        return null;
      case 'question':
      case 'answer': {
        if (!section || section[mark.kind]) return keep(line, 'A section has one Q and one A');
        const part = { line, text };
        section[mark.kind] = part;
        return (more) => {
          part.text = joinLines(part.text, more);
        };
      }
      case 'source': {
        const link = readLink(mark.text);
        if (!section || section.source || !link)
          return keep(line, 'A section has one source, written "### [title](https://…)"');
        section.source = { ...link, points: [] };
        return null;
      }
      case 'image': {
        const image = readImage(mark.text);
        const owner = section === undefined ? (isClosing ? undefined : draft) : section.source;
        if (!image || !owner || owner.image || (section && !points))
          return keep(line, 'Only a digest and a source have an image, each one');
        owner.image = image;
        return null;
      }
      case 'point':
        if (!points) return keep(line, 'Points stand right under their source');
        return pushText(points, text);
      case 'idea':
        isClosing = true;
        return pushText(draft.conclusion, text);
      case 'item':
        if (points) return pushText(points, text);
        if (isClosing && draft.closing.length === 0) return pushText(draft.conclusion, text);
        return keep(line, 'A digest has no lists but points and conclusion');
      case 'comment':
        return putParagraph(line, { text, voice: 'comment' });
      case 'other':
      case 'blank':
        return keep(line, 'This mark has no meaning in a digest');
      case 'words':
        if (section?.source?.points.length === 0 && !section.hasImprint) {
          section.hasImprint = true;
          Object.assign(section.source, readImprint(mark.text));
          return null;
        }
        return putParagraph(line, { text, voice: 'narration' });
    }
  }

  function keep(line: InputLine, why: string): Extend {
    warn(line, `Kept as a paragraph. ${why}`);
    return putParagraph(line, { text: line.text, voice: 'narration' });
  }

  function putParagraph(line: InputLine, paragraph: Paragraph): Extend {
    const section = draft.sections.at(-1);
    if (section === undefined) return putLead(line, paragraph);
    const list = isClosing ? draft.closing : section.source ? section.body : section.opener;
    list.push(paragraph);
    return (more) => {
      paragraph.text = joinLines(paragraph.text, more);
    };
  }

  function putLead(line: InputLine, { text, voice }: Paragraph): Extend {
    if (draft.lead !== undefined) warn(line, 'Joined to the lead: it is one paragraph');
    if (voice === 'comment') warn(line, 'Kept as the lead: comments stand in sections');
    draft.lead = joinLines(draft.lead ?? '', text);
    return (more) => {
      draft.lead = joinLines(draft.lead ?? '', more);
    };
  }

  return place;
}

function pushText(list: string[], text: string): Extend {
  const index = list.push(text) - 1;
  return (more) => {
    list[index] = joinLines(list[index] ?? '', more);
  };
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
