// A digest as Markdown, and Markdown as a digest; docs/digest-format.md shows the form.

import type { Digest, Paragraph, Section, Source } from '../schema.ts';
import type { Imported } from './lines.ts';
import { readMarkdown } from './markdown-read.ts';
import { writeImage, writeImprint, writeLink, writeText, writeValue } from './markdown-syntax.ts';

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

/** Reads Markdown; every line that has no place in a digest is named in `warnings`. */
export function markdownToDigest(markdown: string): Imported {
  return readMarkdown(markdown);
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
