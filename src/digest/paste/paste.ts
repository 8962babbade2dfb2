// Reads a digest page that was pasted as text; every line is placed, recognised or named.

import { findAddress } from '../address.ts';
import { isLoneLabel, readDayLine } from '../import/day-line.ts';
import { readHtml } from '../import/html.ts';
import {
  collectWarnings,
  finishImport,
  guessLanguage,
  type Imported,
  type ImportWarning,
  type InputLine,
  joinLines,
  readLines,
} from '../import/lines.ts';
import { findMark } from '../import/marks.ts';
import { disarmLinks } from '../inline.ts';
import { composeLetters, isVisible, trimEdges } from '../tidy.ts';
import { findClosing, splitConclusion } from './conclusion.ts';
import { readEntities } from './entities.ts';
import { isSiteHeader, markLine, type PageLine, recogniseRepeats } from './line-marks.ts';
import { lowerAddresses } from './lower-addresses.ts';
import { placeErrors } from './place-errors.ts';
import { readRegion, takeDay } from './region.ts';
import { repairAddresses } from './repair-addresses.ts';
import { findRuns } from './runs.ts';
import { addToBody, buildSection, type DraftSection, toLine } from './section.ts';
import { unwrapPage } from './wrappings.ts';

type Warn = (line: InputLine, message: string) => void;

/** Imports a page of the form that docs/digest-format.md shows. */
export function importPage(page: string): Imported {
  const { warnings, warn } = collectWarnings();
  const lines = readLines(page, warn).map((line) => readEntities(line, warn));
  return readDigest(lines, warnings, warn);
}

/** Imports such a page from the HTML that shows it. */
export function importHtml(html: string): Imported {
  const { warnings, warn } = collectWarnings();
  const lines = readHtml(html, warn).flatMap(({ number, text }) =>
    readLines(text, warn, number).map((line) => ({ ...line, number })),
  );
  return readDigest(lines, warnings, warn);
}

function readDigest(input: InputLine[], warnings: ImportWarning[], warn: Warn): Imported {
  const lines = readPage(input, warn);
  const { flow: told, closing, conclusion } = splitConclusion(lines, warn);
  const flow = lowerAddresses(told);
  const runs = findRuns(flow, warn);
  const sections: DraftSection[] = [];
  let head: PageLine[] = runs.length === 0 ? flow : [];
  let done = 0;
  for (const run of runs) {
    const between = flow.slice(done, run.from);
    const last = sections.at(-1);
    const reserved = last === undefined ? between.findIndex((line) => line.mark !== 'day') + 1 : 0;
    const region = readRegion(between, reserved, run.credit?.publisher ?? null, warn);
    if (last === undefined) head = region.before;
    else addToBody(last, region.before, warn);
    sections.push(buildSection(region, run, warn));
    done = run.to;
  }
  const goodbye = endSections(sections.at(-1), flow.slice(done), warn);
  const draft = {
    version: 1,
    language: guessLanguage(lines.map(({ text }) => text).join('\n')),
    ...readHead(head, sections[0], warn),
    sections,
    closing: [...goodbye, ...closing].map((text) => ({ text })),
    conclusion,
  };
  const imported = finishImport(draft, warnings, {
    headline: 'The page has no headline before its first section',
    sections: 'The page must have 1 to 20 sections, each with its ✅ points',
    conclusion: 'The page must end with 1 to 10 lines that begin with 💡',
  });
  if (imported.kind === 'ok') return imported;
  return { ...imported, errors: placeErrors(imported.errors, draft, input) };
}

/** The body of the last section, and the words behind it that are for the whole digest. */
function endSections(last: DraftSection | undefined, lines: PageLine[], warn: Warn): string[] {
  if (last === undefined) return [];
  const end = last.source === undefined ? lines.length : findClosing(lines);
  addToBody(last, lines.slice(0, end), warn);
  for (const line of lines.slice(end)) {
    warn(line, 'Moved to the closing: it follows the comment that ends the last section');
  }
  return lines.slice(end).map(({ text }) => text);
}

/** The visible lines, marked, without the site's own header. */
function readPage(input: InputLine[], warn: Warn): PageLine[] {
  const visible = unwrapPage(
    input.map((line) => repairAddresses(tidy(line), warn)),
    warn,
  ).filter(({ text }) => isVisible(text));
  const [first] = visible;
  while (visible[0] !== undefined && isSiteHeader(visible[0].text)) {
    if (visible[0] !== first) warn(visible[0], 'Left out: the frame of the site');
    visible.shift();
  }
  const lines = joinLoneMarks(visible.map((line) => disarm(line, warn)));
  return lines.map((line, index) =>
    markLine(line, lines[index - 1], lines[index + 1], lines[index + 2]),
  );
}

function tidy(line: InputLine): InputLine {
  return { ...line, text: trimEdges(composeLetters(line.text)) };
}

/** Some pages paste a mark and its words, or a label and its day, as two lines. */
function joinLoneMarks(lines: InputLine[]): InputLine[] {
  const goesOn = (first: InputLine | undefined, second: InputLine | undefined) =>
    first !== undefined && second !== undefined && isFirstHalf(first.text, second.text);
  return lines.flatMap((line, index) => {
    const next = lines[index + 1];
    if (goesOn(lines[index - 1], line)) return [];
    if (next === undefined || !goesOn(line, next)) return [line];
    return [{ number: next.number, text: `${line.text} ${next.text}` }];
  });
}

function isFirstHalf(text: string, next: string): boolean {
  const found = findMark(text);
  if (found?.words === '' && (found.mark === 'point' || found.mark === 'idea')) {
    return findMark(next) === null;
  }
  return isLoneLabel(text) && readDayLine(next)?.isLabelled === false;
}

/** A link that no digest may hold stays readable, but is no link any more. */
function disarm(line: InputLine, warn: Warn): InputLine {
  const text = disarmLinks(line.text);
  if (text === line.text) return line;
  warn(line, 'A link in it is no longer a link: only https:// and mailto: are');
  return { ...line, text };
}

/** Headline, lead and day of the page; without them the first section's heading speaks. */
function readHead(lines: PageLine[], first: DraftSection | undefined, warn: Warn) {
  const addresses = lines.filter(({ text }) => findAddress(text)?.from === 0);
  for (const line of addresses) warn(line, 'Left out: an address above the first section');
  const told = lines.filter((line) => line.mark !== 'day' && !addresses.includes(line));
  const [headline, ...others] = told;
  let publishedOn: string | null = null;
  for (const line of lines) {
    if (line.mark === 'day') publishedOn = takeDay(line, publishedOn, 'digest', warn);
  }
  const repeatsHeadline = recogniseRepeats(headline?.text ?? '');
  const rest = others.filter((line) => !repeatsHeadline(line.text));
  for (const line of rest.slice(1)) warn(line, 'Joined to the lead: it is one paragraph');
  const lead = rest.map((line) => line.text).reduce(joinLines, '');
  return {
    headline: headline === undefined ? first?.heading : toLine(headline, warn),
    ...(lead === '' ? {} : { lead }),
    ...(publishedOn === null ? {} : { publishedOn }),
  };
}
