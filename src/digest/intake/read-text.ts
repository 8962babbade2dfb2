// A text that somebody gives as a digest: Markdown, the text of a page, or the HTML of one.

import * as z from 'zod';
import { looksLikeHtml } from '../import/html.ts';
import type { Imported } from '../import/lines.ts';
import { markdownToDigest } from '../markdown/markdown.ts';
import { importHtml, importPage } from '../paste/paste.ts';

export const TextFormat = z.enum(['text', 'markdown', 'html']).meta({
  description:
    '`text`: the text of a digest page, as it was copied; HTML and Markdown are recognised. `markdown`: the form of docs/digest-format.md. `html`: a page that shows a digest, or a part of one.',
});
export type TextFormat = z.infer<typeof TextFormat>;

/** What it is read as is said in a warning where it was given for something else. */
export function readText(text: string, format: TextFormat): Imported {
  const found = format === 'text' ? recogniseFormat(text) : format;
  const read = readers[found](text);
  if (found === format) return read;
  const [line = ''] = text.trimStart().split(/[\r\n]/u, 1);
  const message = `Read as ${found === 'html' ? 'HTML' : 'Markdown'}, which this text looks like`;
  return { ...read, warnings: [{ line: 1, text: line.slice(0, 200), message }, ...read.warnings] };
}

const readers: Readonly<Record<TextFormat, (text: string) => Imported>> = {
  text: importPage,
  markdown: (text) => markdownToDigest(text),
  html: importHtml,
};

/** What a text that somebody pasted is. */
export function recogniseFormat(text: string): TextFormat {
  if (looksLikeHtml(text)) return 'html';
  return looksLikeMarkdown(text) ? 'markdown' : 'text';
}

/** Front matter, or a headline and a section in its notation. */
function looksLikeMarkdown(text: string): boolean {
  const start = text.slice(0, 100_000);
  return /^\s*---\r?\n[a-z]+\s*:/u.test(start) || (/^# \S/mu.test(start) && /^## /mu.test(start));
}
