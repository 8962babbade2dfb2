// A digest as Markdown, and Markdown as a digest; docs/digest-format.md shows the form.

import { readDay } from '../import/day.ts';
import {
  collectWarnings,
  finishImport,
  guessLanguage,
  type Imported,
  type InputLine,
  readLines,
} from '../import/lines.ts';
import type { Digest, Paragraph, Section, Source } from '../schema.ts';
import { readBlocks } from './blocks.ts';
import { type Draft, finishDraft, newDraft, placeBlock, type Warn } from './draft.ts';
import {
  readImage,
  readValue,
  writeImage,
  writeImprint,
  writeLink,
  writeText,
  writeValue,
} from './pieces.ts';

/** Writes a canonical digest so that `markdownToDigest` gives exactly the same digest back. */
export function digestToMarkdown(digest: Digest): string {
  const blocks = [
    writeFrontMatter(digest),
    `# ${writeText(digest.headline)}`,
    ...(digest.lead === undefined ? [] : [writeText(digest.lead)]),
    ...digest.sections.flatMap(writeSection),
    ...(digest.closing.length === 0 ? [] : ['---']),
    ...digest.closing.map(writeParagraph),
    digest.conclusion.map((text) => `- 💡 ${writeText(text)}`).join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function writeFrontMatter(digest: Digest): string {
  const lines = ['---', `language: ${digest.language}`];
  if (digest.subject !== undefined) lines.push(`subject: ${writeValue(digest.subject)}`);
  if (digest.preheader !== undefined) lines.push(`preheader: ${writeValue(digest.preheader)}`);
  if (digest.publishedOn !== undefined) lines.push(`date: ${digest.publishedOn}`);
  if (digest.image !== undefined) lines.push(`image: ${writeImage(digest.image)}`);
  return [...lines, '---'].join('\n');
}

function writeSection(section: Section): string[] {
  const { heading, hook, opener, source, body } = section;
  return [
    `## ${writeText(heading)}`,
    ...(hook === undefined
      ? []
      : [`> Q: ${writeText(hook.question)}\n> A: ${writeText(hook.answer)}`]),
    ...opener.map(writeParagraph),
    ...(source === undefined ? [] : writeSource(source)),
    ...body.map(writeParagraph),
  ];
}

function writeSource(source: Source): string[] {
  const imprint = writeImprint(source);
  return [
    `### ${writeLink(source.title, source.url)}`,
    ...(imprint === null ? [] : [imprint]),
    ...(source.image === undefined ? [] : [writeImage(source.image)]),
    source.points.map((text) => `- ✅ ${writeText(text)}`).join('\n'),
  ];
}

function writeParagraph(paragraph: Paragraph): string {
  const text = writeText(paragraph.text);
  return paragraph.voice === 'comment' ? `💬 ${text}` : text;
}

/**
 * Reads Markdown; every line that has no place in a digest is named in `warnings`. `isUnfinished`: it
 * is still being written, and what has no address yet is taken for what it will be.
 */
export function markdownToDigest(markdown: string, isUnfinished = false): Imported {
  const { warnings, warn } = collectWarnings();
  const lines = readLines(markdown, warn);
  const draft = newDraft(isUnfinished);
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
    else if (key === 'image')
      draft.image = readImage(raw, draft.isUnfinished) ?? { url: value, alt: '' };
    else if (line.text !== '')
      warn(line, 'Left out: front matter holds language, subject, preheader, date and image');
  }
  return lines.slice(end + 1);
}
