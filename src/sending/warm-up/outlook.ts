// On which days a send would mail how many, if it were triggered now with a warm-up.

import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { domainOf } from '../../resend/from-domain.ts';
import { isWarm, ladders, type WarmUp, warmUpBatchSizes } from '../ladder.ts';
import { type PlacedBatch, placeOnDays, type WaitingBatch } from './days.ts';
import { readDays, todayOf } from './spread.ts';
import { type DomainRow, readDomain } from './warm-up-queries.ts';

const day = z.iso.date().meta({ description: 'In `TIMEZONE` of the worker' });
const people = z.int().min(0);

/** The days of a warm-up as an editor sees them beforehand. */
export const WarmUpOutlook = z.object({
  domain: z.string().meta({ description: 'Of the From address' }),
  days: z.array(
    z.object({
      day,
      at: z.iso
        .datetime()
        .meta({ description: 'When it starts; with several zones, in the first' }),
      recipients: people,
    }),
  ),
  lastDay: day.nullable().meta({ description: 'null: nobody would get it' }),
});
export type WarmUpOutlook = z.infer<typeof WarmUpOutlook>;

/** Days without mail after which nobody takes the domain for one that is still being warmed up. */
const forgottenAfterDays = 30;

/**
 * What `spreadOverDays` would make of so many readers, all due at one moment (with a zone for each
 * reader: the first), and what an editor should know of it. No days if none is capped, by their
 * choice or because the domain is warm. Sends that are triggered meanwhile may take days away.
 */
export async function foreseeWarmUp(
  db: Database,
  ladder: WarmUp | null,
  sender: { from: string; timezone: string },
  audience: { recipients: number; dueAt: Date },
): Promise<{ warmUp: WarmUpOutlook | null; warnings: string[] }> {
  const domain = domainOf(sender.from);
  const zone = sender.timezone;
  const row = await readDomain(db, domain);
  if (ladder === null) return { warmUp: null, warnings: warnOfHaste(domain, row) };
  if (isWarm(ladder, todayOf(zone, row).past)) {
    return { warmUp: null, warnings: [`${domain} is warm by now: no day is capped.`] };
  }
  const known = await readDays(db, { domain, zone }, row, null);
  const placed = placeOnDays(ladders[ladder], known, imagineBatches(ladder, audience));
  const days = sumUp(placed).map((one) => ({ ...one, at: new Date(one.at).toISOString() }));
  const last = days.at(-1);
  const warmUp = { domain, days, lastDay: last?.day ?? null };
  const warnings = last && last.recipients > Math.max(...ladders[ladder]) ? [warnOfLeap(last)] : [];
  return { warmUp, warnings };
}

function imagineBatches(
  ladder: WarmUp,
  { recipients, dueAt }: { recipients: number; dueAt: Date },
): WaitingBatch[] {
  const full = warmUpBatchSizes[ladder];
  return Array.from({ length: Math.ceil(recipients / full) }, (_, n) => ({
    n,
    size: Math.min(full, recipients - n * full),
    dueAt: dueAt.getTime(),
  }));
}

function sumUp(placed: readonly PlacedBatch[]): { day: string; at: number; recipients: number }[] {
  const days = new Map<string, { day: string; at: number; recipients: number }>();
  for (const { day, at, size } of placed) {
    const sum = days.get(day) ?? { day, at, recipients: 0 };
    days.set(day, { day, at: Math.min(at, sum.at), recipients: sum.recipients + size });
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function warnOfLeap({ day, recipients }: { day: string; recipients: number }): string {
  return `After the last day of the warm-up nothing is capped: ${recipients} mails go out on ${day}. Narrow the first sends by a segment, if that is a leap.`;
}

/** A send without caps, while others still keep to them. */
function warnOfHaste(domain: string, { days, now }: DomainRow): string[] {
  const last = days.at(-1);
  if (last === undefined || days.length >= ladders.new_domain.length) return [];
  if (now - Date.parse(last) > forgottenAfterDays * 86_400_000) return [];
  return [
    `${domain} is being warmed up (${days.length} days so far): without \`warmUp\` everybody is mailed at once.`,
  ];
}
