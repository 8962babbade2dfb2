// Finds the runs of ✅ lines of a pasted page and the credit line that ends each of them.
import { type Credit, readCredit } from '../import/credit.ts';
import { joinLines } from '../import/lines.ts';
import type { PageLine } from './line-marks.ts';

/** One source's points; the lines `from` (inclusive) to `to` (exclusive) of the flow are used up. */
export interface PointRun {
  from: number;
  to: number;
  points: { lines: PageLine[]; text: string }[];
  credit: (Credit & { lines: PageLine[] }) | null;
}

type Warn = (line: PageLine, message: string) => void;

/** How many lines without a mark may stand inside a run: points that were wrapped. */
export const gap = 2;

export function findRuns(flow: PageLine[], warn: Warn): PointRun[] {
  const runs: PointRun[] = [];
  for (let at = 0; at < flow.length; at += 1) {
    if (flow[at]?.mark !== 'point') continue;
    const run = readRun(flow, at, warn);
    runs.push(run);
    at = run.to - 1;
  }
  return runs;
}

function readRun(flow: PageLine[], from: number, warn: Warn): PointRun {
  const points: PointRun['points'] = [];
  let to = from;
  for (;;) {
    const line = flow[to];
    if (line?.mark === 'point') {
      points.push({ lines: [line], text: line.words });
      to += 1;
      continue;
    }
    const credit = readCreditAt(flow, to);
    if (credit !== null) return { from, to: to + credit.lines.length, points, credit };
    const wrapped = countWrapped(flow, to);
    if (wrapped === 0) return { from, to, points, credit: null };
    for (const more of flow.slice(to, to + wrapped)) extendPoint(points, more, warn);
    to += wrapped;
  }
}

/** A credit may be torn over up to three lines: `さらに読む ⇒`, the publisher, `出典/画像元: …`. */
function readCreditAt(flow: PageLine[], at: number): PointRun['credit'] {
  if (flow[at] === undefined || readCredit(flow[at].text) === null) return null;
  let found: PointRun['credit'] = null;
  for (let length = 1; length <= 3; length += 1) {
    const lines = flow.slice(at, at + length);
    if (lines.length < length || lines.some((line) => line.mark !== 'plain')) break;
    const credit = readCredit(lines.map((line) => line.text).join(' '));
    if (credit === null || !isOnOneLine(credit.publisher, lines)) break;
    if (credit.url !== null) return { ...credit, lines };
    if (length === 1) found = { ...credit, lines };
  }
  return found;
}

/** A name that only comes together by joining lines is no name but something else in between. */
function isOnOneLine(publisher: string | null, lines: PageLine[]): boolean {
  return publisher === null || lines.some((line) => line.text.includes(publisher));
}

/** Lines up to the next point or credit, if these are near enough to belong to one run. */
function countWrapped(flow: PageLine[], at: number): number {
  for (let count = 1; count <= gap; count += 1) {
    if (flow[at + count - 1]?.mark !== 'plain') return 0;
    const next = flow[at + count];
    if (next === undefined) return 0;
    const isCredit = readCreditAt(flow, at + count)?.url != null;
    if (next.mark === 'point' || isCredit) return count;
  }
  return 0;
}

function extendPoint(points: PointRun['points'], more: PageLine, warn: Warn): void {
  const last = points.at(-1);
  if (last === undefined) return;
  last.lines.push(more);
  last.text = joinLines(last.text, more.text);
  warn(more, 'Joined to the ✅ point before it');
}
