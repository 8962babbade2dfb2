import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FrozenWarmUp, ladders } from '../../../src/sending/ladder.ts';
import type { SendStatus } from '../../../src/sending/send-queries.ts';
import { spreadOverDays, todayOf } from '../../../src/sending/warm-up/spread.ts';
import { countCalled, lockDomain, noteDay } from '../../../src/sending/warm-up/warm-up-queries.ts';
import { freshDatabase } from '../../support/database.ts';
import { type Batch, plannedBatch } from './batch.ts';
import { People } from './people.ts';
import { safeguardsWithout } from './safeguards.ts';
import { type SendRow, unnumbered } from './send-row.ts';
import { Sends } from './sends.ts';
import * as arbitrary from './twin-arbitrary.ts';
import { inDream, readBatches, sendId, writeBatches, writeSend } from './twin-rows.ts';

const warmUp: FrozenWarmUp = { ladder: 'new_domain', domain: 'example.com', zone: 'UTC' };
const caps = ladders.new_domain;
const day = 86_400_000;

const sendOf = fc.record({
  status: fc.constantFrom<SendStatus>('sending', 'paused', 'sent'),
  batches: arbitrary.batches.map((all) => all.map(crowd)),
});
const sendIds = [sendId, ...[1, 2].map((n) => `0190b1d2-0000-7000-8000-00000000010${n}`)];

/** Everybody twelve times, so that three sends do not fit into a day. */
function crowd(batch: Batch): Batch {
  return { ...batch, ids: batch.ids.flatMap((id) => Array<number>(12).fill(id)) };
}

/** Its moments counted from 1970, not from now. */
function dated(batch: Batch, now: number): Batch {
  const { firstCalledAt, notBefore } = batch;
  return {
    ...batch,
    firstCalledAt: firstCalledAt === null ? null : now + firstCalledAt,
    notBefore: notBefore === null ? null : now + notBefore,
  };
}

function rowOf(status: SendStatus): SendRow {
  return {
    status,
    again: false,
    isNarrow: false,
    ...unnumbered,
    resumeAt: null,
    scheduledAt: null,
    isPlanned: true,
    recipients: 0,
    refusals: 0,
    unclear: 0,
    isResumed: false,
    edition: 1,
    revision: 1,
    lanesRungAt: null,
  };
}

test('what a day has left, and which day each batch gets, is in SQL what it is in the model', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(
    fc.tuple(sendOf, sendOf, sendOf),
    fc.subarray([-5, -3, -1, 0]),
    async (all, mailed) => {
      await inDream(db, async (dream) => {
        for (const [i, { status, batches }] of all.entries()) {
          await writeSend(dream, status, 0, batches.length, sendIds[i]);
          await writeBatches(dream, batches, sendIds[i]);
        }
        await dream.execute(sql`
          update sends set warm_up_domain = ${warmUp.domain}, finished_at = now()`);
        const { now } = await lockDomain(dream, warmUp.domain);
        const sends = new Sends(new People(1, []), safeguardsWithout(), caps);
        sends.now = now;
        for (const { status, batches } of all) {
          sends.add(rowOf(status)).batches = batches.map((batch) => dated(batch, now));
        }
        for (const days of mailed) {
          const date = new Date(now + days * day).toISOString().slice(0, 10);
          await noteDay(dream, warmUp.domain, date);
          sends.domain.noteDay({ ...plannedBatch(0, [], null), firstCalledAt: now + days * day });
        }
        const row = await lockDomain(dream, warmUp.domain);
        const { past, startsAt } = todayOf(warmUp.zone, row);
        const called = await countCalled(dream, warmUp.domain, startsAt);
        expect(Math.max(0, (caps[past] ?? 0) - called)).toBe(sends.domain.room);
        await spreadOverDays(dream, warmUp, row, sendId);
        const [own] = sends.all;
        if (own) sends.domain.spread(own);
        const given = (await readBatches(dream)).map(({ notBefore }) => notBefore);
        expect(given).toEqual(
          own?.batches.map(({ notBefore }) => notBefore && Math.round(notBefore - now)),
        );
      });
    },
  );
  await fc.assert(property, { numRuns: 60 });
});
