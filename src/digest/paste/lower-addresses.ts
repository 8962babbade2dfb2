// Pages that give the address of a source above its points.
import { findAddress } from '../address.ts';
import { readCredit } from '../import/credit.ts';
import type { PageLine } from './line-marks.ts';
import { gap } from './runs.ts';

/**
 * Each address that stands alone right above points comes behind them, where it is looked for; points that
 * are followed by a credit of their own keep that one. Only if the first points of the page have such an
 * address: else one that stands between points is that of the points before it.
 */
export function lowerAddresses(flow: PageLine[]): PageLine[] {
  const first = flow.findIndex(({ mark }) => mark === 'point');
  if (!isAbovePoints(flow, first - 1)) return flow;
  const lowered: PageLine[] = [];
  let held: { line: PageLine; behind: number } | null = null;
  for (const [at, line] of flow.entries()) {
    const behind = isAbovePoints(flow, at) ? findEnd(flow, at + 1) : null;
    if (behind === null || readCredit(flow[behind + 1]?.text ?? '') !== null) lowered.push(line);
    else held = { line, behind };
    if (held?.behind === at) {
      lowered.push(held.line);
      held = null;
    }
  }
  return lowered;
}

function isAbovePoints(flow: PageLine[], at: number): boolean {
  const line = flow[at];
  if (line?.mark !== 'plain' || flow[at + 1]?.mark !== 'point') return false;
  const address = findAddress(line.text);
  return address?.from === 0 && address.to === line.text.length;
}

/** The last line of the points that begin there; few lines without a mark between two are wrapped points. */
function findEnd(flow: PageLine[], from: number): number {
  let end = from;
  for (let at = from + 1; at <= end + gap + 1; at += 1) {
    if (flow[at]?.mark === 'point') end = at;
    else if (flow[at]?.mark !== 'plain' || isAbovePoints(flow, at)) break;
  }
  return end;
}
