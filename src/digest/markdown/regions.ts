// What Markdown says over several lines or for other lines: code, comments, tables, where named links lead.

import type { InputLine } from '../import/lines.ts';
import { nameOf, type References } from './prose.ts';

/** `as` says what a line is whatever it looks like. */
export interface SourceLine extends InputLine {
  as?: 'code' | 'row';
}

type Warn = (line: InputLine, message: string) => void;

/** Takes such regions apart; what is left out is named. */
export function readRegions(lines: readonly InputLine[], warn: Warn) {
  const uncommented = leaveCommentsOut(readCode(lines, warn), warn);
  const { kept, references, warnOfUnused } = takeReferences(uncommented, warn);
  return { lines: readTables(kept, warn), references, warnOfUnused };
}

const fence = /^(`{3,}|~{3,})(?!.*`)/u;

function readCode(lines: readonly InputLine[], warn: Warn): SourceLine[] {
  const read: SourceLine[] = [];
  let open: string | null = null;
  for (const line of lines) {
    if (open === null) {
      open = fence.exec(line.text)?.[1] ?? null;
      if (open === null) read.push(line);
      else
        warn(line, 'A digest has no code: each line of it is kept as a paragraph, its fence not');
    } else if (line.text.startsWith(open) && new Set(line.text).size === 1) {
      open = null;
    } else {
      read.push(line.text === '' ? line : { ...line, as: 'code' });
    }
  }
  return read;
}

function leaveCommentsOut(lines: readonly SourceLine[], warn: Warn): SourceLine[] {
  let isInside = false;
  return lines.map((line) => {
    if (line.as === 'code') return line;
    const { text, isOpen } = uncomment(line.text, isInside);
    isInside = isOpen;
    if (text === line.text) return line;
    warn(line, 'A comment is left out: nobody would read it');
    return { ...line, text: text.trim() };
  });
}

/** A `<!--` behind a backslash begins none. */
function uncomment(text: string, isInside: boolean): { text: string; isOpen: boolean } {
  let kept = '';
  let isOpen = isInside;
  let at = 0;
  for (const { 0: sign, index } of text.matchAll(/\\.|<!--|-->/gsu)) {
    if (index < at || sign !== (isOpen ? '-->' : '<!--')) continue;
    if (!isOpen) kept += text.slice(at, index);
    at = index + sign.length;
    isOpen = !isOpen;
  }
  return { text: isOpen ? kept : kept + text.slice(at), isOpen };
}

const definition =
  /^\[((?:\\.|[^\\[\]^])(?:\\.|[^\\[\]])*)\]:\s*<?([^\s<>]+)>?(?:\s+("[^"]*"|'[^']*'|\([^()]*\)))?$/u;

/** `[name]: https://…` behind an empty line says where `[label][name]` leads. */
function takeReferences(lines: readonly SourceLine[], warn: Warn) {
  const references = new Map<string, { url: string; use(): void }>();
  const unused = new Map<string, InputLine>();
  let mayDefine = true;
  const kept = lines.filter((line) => {
    const [, name = '', url = '', title] =
      (mayDefine && !line.as && definition.exec(line.text)) || [];
    mayDefine = line.text === '' || url !== '';
    if (url === '') return true;
    const key = nameOf(name.replace(/\\(.)/gu, '$1'));
    if (title !== undefined) warn(line, `A link has no title: ${title} is left out`);
    if (references.has(key)) warn(line, 'Left out: this name leads elsewhere already');
    else {
      references.set(key, { url, use: () => unused.delete(key) });
      unused.set(key, line);
    }
    return false;
  });
  const warnOfUnused = () => {
    for (const line of unused.values()) warn(line, 'Left out: no link has this name');
  };
  return { kept, references: references as References, warnOfUnused };
}

const ruler = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/u;

/** A table is a line with pipes over a line of dashes and pipes, and the lines with pipes behind them. */
function readTables(lines: readonly SourceLine[], warn: Warn): SourceLine[] {
  const read: SourceLine[] = [];
  let next: 'outside' | 'ruler' | 'row' = 'outside';
  for (const [index, line] of lines.entries()) {
    const isRow = line.as === undefined && line.text.includes('|');
    const isUnderHead = next === 'ruler';
    if (!isRow) next = 'outside';
    else if (next === 'outside') next = isRuler(lines[index + 1]) ? 'ruler' : 'outside';
    else next = 'row';
    if (next === 'outside') read.push(line);
    else if (!isUnderHead) {
      warn(line, 'A digest has no tables: each row is kept as a paragraph');
      read.push({ ...line, text: joinCells(line.text), as: 'row' });
    }
  }
  return read;
}

function isRuler(line: SourceLine | undefined): boolean {
  return line?.as === undefined && line?.text.includes('|') === true && ruler.test(line.text);
}

function joinCells(row: string): string {
  const cells = row.replace(/^\||(?<!\\)\|$/gu, '').split(/(?<!\\)\|/u);
  return cells.map((cell) => cell.trim()).join(' · ');
}
