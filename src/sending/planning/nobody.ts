// Why a send would mail nobody, or fewer people than its lists hold, in words for editors.

import type { AudienceCounts } from './audience-queries.ts';

/** Why nobody is left: they have it, or there never was anybody. */
export function nobodyCode(counts: AudienceCounts): 'already_sent' | 'empty_audience' {
  return counts.alreadySent + counts.inAnotherSend > 0 ? 'already_sent' : 'empty_audience';
}

/** One sentence for an editor whose send would mail nobody. */
export function describeNobody(counts: AudienceCounts, since: string | null = null): string {
  if (nobodyCode(counts) === 'already_sent') {
    const when = since === null ? '' : ` The first of its sends began at ${since}.`;
    return `Nobody is left to mail. ${describeReached(counts)}${when}`;
  }
  const reasons = [
    [counts.unconfirmed, 'unconfirmed'],
    [counts.unsubscribed, 'unsubscribed'],
    [counts.suppressed, 'suppressed'],
    [counts.paused, 'pausing'],
    [counts.segment, 'outside the segment'],
    [counts.frequency, 'not due by the frequency they chose'],
  ] as const;
  const told = reasons.flatMap(([people, why]) => (people > 0 ? [`${people} ${why}`] : []));
  return told.length === 0
    ? 'There is nobody on these lists.'
    : `Nobody would get it. Of the people on these lists: ${told.join(', ')}.`;
}

/** Whom other sends of the digest have reached, or will. */
export function describeReached({ alreadySent, inAnotherSend }: AudienceCounts): string {
  const parts = [
    alreadySent > 0 && `${people(alreadySent)} this digest already`,
    inAnotherSend > 0 && `${people(inAnotherSend)} it on the way from another send`,
  ].filter((part) => part !== false);
  return `${parts.join(', ')}: they are left out.`;
}

function people(number: number): string {
  return number === 1 ? '1 person has' : `${number} people have`;
}
