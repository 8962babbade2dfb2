// Reads a digest page that was pasted as text; every line is placed, recognised or named.

import { disarmLinks } from '../inline.ts';
import { isVisible } from '../text.ts';
import {
  collectWarnings,
  finishImport,
  guessLanguage,
  type Imported,
  type InputLine,
  joinLines,
  readLines,
} from './lines.ts';
import {
  isConclusionLabel,
  isSiteHeader,
  markLine,
  type PageLine,
  readDayLine,
  recogniseRepeats,
} from './paste-marks.ts';
import { readRegion } from './paste-region.ts';
import { findRuns } from './paste-runs.ts';
import { buildSection, type DraftSection, toParagraphs } from './paste-section.ts';

type Warn = (line: InputLine, message: string) => void;

/** Imports a page of the form that docs/digest-format.md shows. */
export function importPage(page: string): Imported {
  const { warnings, warn } = collectWarnings();
  const lines = readPage(page, warn);
  const { flow, closing, conclusion } = splitConclusion(lines, warn);
  const runs = findRuns(flow, warn);
  const sections: DraftSection[] = [];
  let head: PageLine[] = runs.length === 0 ? flow : [];
  let done = 0;
  for (const run of runs) {
    const between = flow.slice(done, run.from);
    const isFirst = sections.length === 0;
    const reserved = isFirst ? between.findIndex((line) => line.mark !== 'day') + 1 : 0;
    const region = readRegion(between, reserved, warn);
    if (isFirst) head = region.before;
    else sections.at(-1)?.body.push(...toParagraphs(region.before, sections.at(-1)));
    sections.push(buildSection(region, run, warn));
    done = run.to;
  }
  if (runs.length > 0)
    sections.at(-1)?.body.push(...toParagraphs(flow.slice(done), sections.at(-1)));
  const draft = {
    version: 1,
    language: guessLanguage(page),
    ...readHead(head, sections[0], warn),
    sections,
    closing: closing.map(({ text }) => ({ text })),
    conclusion,
  };
  return finishImport(draft, warnings, {
    headline: 'The page has no headline before its first section',
    sections: 'The page must have 1 to 20 sections, each with its ✅ points',
    conclusion: 'The page must end with 1 to 10 lines that begin with 💡',
  });
}

/** The visible lines, marked, without the site's own header. */
function readPage(page: string, warn: Warn): PageLine[] {
  const visible = readLines(page, warn).filter((line) => isVisible(line.text));
  if (visible[0] !== undefined && isSiteHeader(visible[0].text)) visible.shift();
  const lines = joinLoneMarks(visible).map((line) => disarm(line, warn));
  return lines.map((line, index) => markLine(line, lines[index + 1]));
}

/** Some pages paste a mark and its words as two lines. */
function joinLoneMarks(lines: InputLine[]): InputLine[] {
  return lines.flatMap((line, index) => {
    const before = lines[index - 1]?.text ?? '';
    if (loneMark.test(before) && !anyMark.test(line.text)) return [];
    const next = lines[index + 1]?.text ?? '';
    if (!loneMark.test(line.text) || next === '' || anyMark.test(next)) return [line];
    return [{ number: line.number, text: `${line.text} ${next}` }];
  });
}

const loneMark = /^[✅💡]\ufe0f?$/u;
const anyMark = /^[✅💡🚩]/u;

/** A link that no digest may hold stays readable, but is no link any more. */
function disarm(line: InputLine, warn: Warn): InputLine {
  const text = disarmLinks(line.text);
  if (text === line.text) return line;
  warn(line, 'A link in it is no longer a link: only https:// and mailto: are');
  return { ...line, text };
}

/** Takes the conclusion out of the flow: 💡 lines anywhere, and what follows the last 🚩. */
function splitConclusion(lines: PageLine[], warn: Warn) {
  const lastPoint = lines.findLastIndex((line) => line.mark === 'point');
  const end = lines.findIndex(
    (line, index) => index > lastPoint && (line.mark === 'flag' || line.mark === 'idea'),
  );
  const ideas = lines.filter((line) => line.mark === 'idea');
  const after = end < 0 ? [] : lines.slice(end).filter((line) => line.mark !== 'idea');
  const plain = after.filter((line) => line.mark !== 'flag');
  for (const line of lines) {
    if (line.mark === 'flag' && !isConclusionLabel(line.words)) {
      warn(line, 'Left out: after 🚩 the page only says that its conclusion begins');
    }
  }
  const told = ideas.length > 0 ? ideas : plain.splice(0, 10);
  for (const line of ideas.length > 0 ? [] : told) warn(line, 'Taken as a conclusion without 💡');
  for (const line of told.slice(10)) warn(line, 'Moved to the closing: 10 conclusions are enough');
  for (const line of plain)
    warn(line, 'Kept in the closing: it follows the last section without 💡');
  const flow = lines
    .slice(0, end < 0 ? undefined : end)
    .filter((line) => line.mark !== 'idea' && line.mark !== 'flag');
  return {
    flow,
    conclusion: told.slice(0, 10).map((line) => line.words),
    closing: [...told.slice(10), ...plain],
  };
}

/** Headline, lead and day of the page; without them the first section's heading speaks. */
function readHead(lines: PageLine[], first: DraftSection | undefined, warn: Warn) {
  const [headline, ...others] = lines.filter((line) => line.mark !== 'day');
  const days = lines.filter((line) => line.mark === 'day');
  const publishedOn = days.map((line) => readDayLine(line.text)).find((day) => day !== null);
  for (const line of days) {
    if (readDayLine(line.text) !== publishedOn) warn(line, 'Left out: not the day of this digest');
  }
  const repeatsHeadline = recogniseRepeats(headline?.text ?? '');
  const rest = others.filter((line) => !repeatsHeadline(line.text));
  for (const line of rest.slice(1)) warn(line, 'Joined to the lead: it is one paragraph');
  const lead = rest.map((line) => line.text).reduce(joinLines, '');
  return {
    headline: headline?.text ?? first?.heading,
    ...(lead === '' ? {} : { lead }),
    ...(publishedOn === undefined ? {} : { publishedOn }),
  };
}
