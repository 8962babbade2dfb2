// Reads the Markdown form: front matter, lines to blocks, blocks to a draft, the draft to a digest.

import { readDay } from './day.ts';
import {
  collectWarnings,
  finishImport,
  guessLanguage,
  type Imported,
  type InputLine,
  readLines,
} from './lines.ts';
import { readBlocks } from './markdown-blocks.ts';
import { type Draft, finishDraft, newDraft, placeBlock, type Warn } from './markdown-draft.ts';
import { readImage, readValue } from './markdown-syntax.ts';

export function readMarkdown(markdown: string): Imported {
  const { warnings, warn } = collectWarnings();
  const lines = readLines(markdown, warn);
  const draft = newDraft();
  const rest = readFrontMatter(lines, draft, warn);
  for (const block of readBlocks(rest)) placeBlock(draft, block, warn);
  const digest = {
    version: 1,
    language: guessLanguage(markdown),
    ...finishDraft(draft, warn),
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
