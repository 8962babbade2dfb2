// A digest as Markdown, and Markdown as a digest; docs/digest-format.md shows the form.

import { lineEnd } from '../../base/characters.ts';
import {
  collectWarnings,
  finishImport,
  guessLanguage,
  type Imported,
  readLines,
} from '../import/lines.ts';
import type { Digest, Paragraph, Section, Source } from '../schema.ts';
import { readBlocks } from './blocks.ts';
import { findLine, finishReading, type Reading, startReading } from './draft.ts';
import { readFrontMatter, writeFrontMatter } from './front-matter.ts';
import { writeImprint } from './imprint.ts';
import { writeHeading, writeImage, writeLink, writeText } from './pieces.ts';
import { placeBlock } from './place.ts';
import { readRegions } from './regions.ts';

/** Writes a canonical digest so that `markdownToDigest` gives exactly the same digest back. */
export function digestToMarkdown(digest: Digest): string {
  const blocks = [
    writeFrontMatter(digest),
    `# ${writeHeading(digest.headline)}`,
    ...(digest.lead === undefined ? [] : [writeText(digest.lead, 'text')]),
    ...digest.sections.flatMap(writeSection),
    ...(digest.closing.length === 0 ? [] : ['---']),
    ...digest.closing.map(writeParagraph),
    digest.conclusion.map((text) => `- 💡 ${writeText(text, 'text')}`).join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function writeSection(section: Section): string[] {
  const { heading, hook, opener, source, body } = section;
  return [
    `## ${writeHeading(heading)}`,
    ...(hook === undefined
      ? []
      : [`> Q: ${writeText(hook.question, 'line')}\n> A: ${writeText(hook.answer, 'text')}`]),
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
    source.points.map((text) => `- ✅ ${writeText(text, 'text')}`).join('\n'),
  ];
}

function writeParagraph(paragraph: Paragraph): string {
  const text = writeText(paragraph.text, 'text');
  return paragraph.voice === 'comment' ? `💬 ${text}` : text;
}

/**
 * Reads Markdown; every line that has no place in a digest is named in `warnings`. `isUnfinished`: it
 * is still being written, and what has no address yet is taken for what it will be.
 */
export function markdownToDigest(markdown: string, isUnfinished = false): Imported {
  const { warnings, warn } = collectWarnings();
  const reading = startReading(warn, isUnfinished);
  const { lines, references, warnOfUnused } = readRegions(
    readFrontMatter(readIndentedLines(markdown, warn), reading),
    warn,
  );
  reading.references = references;
  for (const block of readBlocks(lines)) placeBlock(reading, block);
  warnOfUnused();
  const digest = { version: 1, language: guessLanguage(markdown), ...finishReading(reading) };
  const imported = finishImport(digest, warnings, {
    headline: 'Write the headline as a line "# …"',
    sections: 'Open every section with a line "## …"; there must be at least one, at most 20',
    conclusion: 'Write the conclusion as lines "- 💡 …", at least one, at most 10',
  });
  if (imported.kind === 'ok') return imported;
  const errors = imported.errors.map(({ path, message }) => {
    const line = findLine(digest, path, reading.lines);
    return { path: line === null ? path : `line ${line.number}`, message };
  });
  return { ...imported, errors };
}

/** Only lists and code would be told by their indentation; all else of a line stands in its text. */
function readIndentedLines(markdown: string, warn: Reading['warn']) {
  const raw = markdown.split(lineEnd);
  return readLines(markdown, warn).map((line, index) => {
    const [space = ''] = /^[ \t]*/u.exec(raw[index] ?? '') ?? [];
    return { ...line, indent: space.replaceAll('\t', '    ').length };
  });
}
