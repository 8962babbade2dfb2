// Builds one section of a pasted page from its region and its run of points.
import { isHttpsUrl, parseInline, plainText } from '../inline.ts';
import type { Hook, Paragraph, Source } from '../schema.ts';
import { type PageLine, recogniseRepeats } from './line-marks.ts';
import { type Region, takeDay } from './region.ts';
import type { PointRun } from './runs.ts';

export interface DraftSection {
  heading: string;
  hook?: Hook;
  opener: Paragraph[];
  source?: Source;
  body: Paragraph[];
}

type Warn = (line: PageLine, message: string) => void;

export function buildSection(region: Region, run: PointRun, warn: Warn): DraftSection {
  const source = buildSource(region, run, warn);
  const { question, answer } = region;
  const hook = question && answer ? readHook(toLine(question, warn), answer.text) : null;
  return {
    heading: region.heading
      ? toLine(region.heading, warn)
      : plainText(region.title?.text ?? nameSource(run)),
    ...(hook === null ? {} : { hook }),
    opener: region.opener.map(({ text }) => ({ text, voice: 'comment' })),
    ...source,
  };
}

/** A mail sets Q and A before the two by itself, so those of the page are left out where both have one. */
function readHook(question: string, answer: string): Hook {
  const [asked, answered] = [questionMark.exec(question), answerMark.exec(answer)];
  if (asked === null || answered === null) return { question, answer };
  return {
    question: question.slice(asked[0].length),
    answer: answer.slice(answered[0].length),
  };
}

const questionMark =
  /^(?:[QqＱ]\d{0,2}(?:\s*[.．:：、)）]|\s+(?=[^\0-\x7f]))|[【[［](?:[QqＱ]|質問|問)[】\]］][:：]?|(?:質問|問)[:：])\s*(?=\S)/u;
const answerMark =
  /^(?:[AaＡ]\d{0,2}(?:\s*[.．:：、)）]|\s+(?=[^\0-\x7f]))|[【[［](?:[AaＡ]|回答|答え?)[】\]］][:：]?|(?:回答|答え?)[:：])\s*(?=\S)/u;

/**
 * What follows a source, up to the next section. On these pages the first paragraph straight after it is
 * the editor's remark; a day or the title right under it are still the source's.
 */
export function addToBody(section: DraftSection, lines: PageLine[], warn: Warn): void {
  const { source, body } = section;
  const isTitle = recogniseRepeats(source?.title ?? '');
  let isUnderSource = source !== undefined && body.length === 0;
  for (const line of lines) {
    const { mark, text, day } = line;
    if (source && isUnderSource && mark === 'day') {
      const found = takeDay(line, source.publishedOn ?? null, 'source', warn);
      if (found !== null) source.publishedOn = found;
    } else if (isUnderSource && isTitle(text)) {
      // It says the title again.
    } else if (day?.isLabelled) {
      warn(line, 'Left out: a day stands beside the title of its source');
    } else {
      if (day) warn(line, 'Kept in the body: it is the day of no source');
      const voice = isUnderSource && !day ? 'comment' : 'narration';
      body.push({ text, voice });
      isUnderSource = false;
    }
  }
}

/** Without an address there is no source: its title and points then stand in the body. */
function buildSource(region: Region, run: PointRun, warn: Warn) {
  const url = readAddress(run, warn) ?? (run.credit === null ? linkOf(region.title) : null);
  if (url === null) return { body: keepAsBody(region, run, warn) };
  const [first] = run.points[0]?.lines ?? [];
  if (region.title === null && first) warn(first, 'The source has no title: look at this section');
  const title = region.title ? toLine(region.title, warn, url) : nameSource(run);
  const extra = run.points.slice(10);
  for (const line of extra.flatMap((point) => point.lines)) {
    warn(line, 'Kept in the body: a source has at most 10 points');
  }
  const body = extra.map((point) => narrate(`✅ ${point.text}`));
  const rest = run.credit?.rest ?? '';
  if (rest !== '') {
    for (const line of run.credit?.lines ?? [])
      warn(line, 'What follows the address is in the body');
    body.push(narrate(rest));
  }
  const source: Source = { title, url, points: run.points.slice(0, 10).map(({ text }) => text) };
  const publisher = run.credit?.publisher ?? region.imprint?.name;
  if (publisher !== undefined) source.publisher = publisher;
  if (region.imprint && region.imprint.name !== publisher) {
    warn(
      region.imprint.line,
      'Only its day is in the digest: the line under the points names another publisher',
    );
  }
  if (region.day !== null) source.publishedOn = region.day;
  return { source, body };
}

function readAddress(run: PointRun, warn: Warn): string | null {
  const written = run.credit?.url ?? null;
  const url = written?.replace(/^https?/iu, 'https') ?? null;
  if (url === null || !isHttpsUrl(url)) return null;
  if (!written?.startsWith('https')) {
    for (const line of run.credit?.lines ?? []) warn(line, 'http:// became https://: try the link');
  }
  return url;
}

/** Headlines and titles know no marks: what goes with these is named, unless it is the source's `url`. */
export function toLine(line: PageLine, warn: Warn, url: string | null = null): string {
  const words = plainText(line.text);
  const isKept = url !== null && line.text === `[${words}](${url})`;
  if (words !== line.text && !isKept)
    warn(line, 'Its link or marks were left out: it is plain words');
  return words;
}

/** The address that a title links to, as pages and their HTML have it. */
function linkOf(title: PageLine | null): string | null {
  const [link] = parseInline(title?.text ?? '').filter((node) => node.kind === 'link');
  return link && isHttpsUrl(link.href) ? link.href : null;
}

function keepAsBody(region: Region, run: PointRun, warn: Warn): Paragraph[] {
  const points = run.points.flatMap((point) => point.lines);
  const kept = [...(region.title ? [region.title] : []), ...points, ...(run.credit?.lines ?? [])];
  for (const line of kept) warn(line, 'Kept in the body: the source has no https:// address');
  for (const line of region.repeats) warn(line, 'Left out: it repeats a line that is in the body');
  if (region.imprint) warn(region.imprint.line, 'Left out: there is no source to hold it');
  for (const line of region.dayLines.filter(({ day }) => day?.day)) {
    warn(line, 'Left out: there is no source to hold this day');
  }
  return [
    ...(region.title ? [narrate(region.title.text)] : []),
    ...run.points.map((point) => narrate(`✅ ${point.text}`)),
    ...(run.credit?.lines ?? []).map((line) => narrate(line.text)),
  ];
}

/** A name for a source or section whose own is missing. */
function nameSource(run: PointRun): string {
  const host = URL.parse(run.credit?.url ?? '')?.hostname;
  return run.credit?.publisher ?? host ?? '✅';
}

function narrate(text: string): Paragraph {
  return { text, voice: 'narration' };
}
