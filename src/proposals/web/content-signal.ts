// Whether a site keeps its texts from language models: Content-Signal (contentsignals.org).

import type { RobotsGroups, RobotsLine } from './robots-groups.ts';

/** Of one value, a header's or a line's: `search=yes, ai-input=no`. What it does not name, it does not refuse. */
export function keepsFromModels(signal: string): boolean {
  return signal
    .slice(0, longestSignal)
    .split(/[,\s]+/)
    .some((part) => part.toLowerCase() === 'ai-input=no');
}

const longestSignal = 1000;

/**
 * Of a robots.txt: of the groups for our agent, else of those for everybody, and of what stands before all
 * groups. A line that begins with a path counts for addresses that begin with it.
 */
export function robotsKeepFromModels(
  { before, own, everybody }: RobotsGroups,
  url: string,
): boolean {
  const { pathname, search } = new URL(url);
  const signalsOf = (lines: readonly RobotsLine[]) =>
    lines.flatMap(({ field, value }) =>
      field === 'content-signal' && isFor(value, pathname + search) ? [value] : [],
    );
  const ours = signalsOf(own);
  const signals = [...signalsOf(before), ...(ours.length > 0 ? ours : signalsOf(everybody))];
  return signals.some(keepsFromModels);
}

function isFor(signal: string, path: string): boolean {
  const prefix = /^\/[^\s*$]*/.exec(signal)?.[0];
  return prefix === undefined || path.startsWith(prefix);
}
