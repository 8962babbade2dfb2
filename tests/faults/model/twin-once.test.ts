import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  awaits,
  holds,
  mayReach,
  type Reach,
  selectReached,
} from '../../../src/audience/segments/reached-queries.ts';
import type { Database } from '../../../src/db/client.ts';
import { reopenTransient } from '../../../src/sending/commands/command-queries.ts';
import {
  closeCancelledSends,
  leaveOutReached,
} from '../../../src/sending/planning/once-queries.ts';
import type { SendStatus } from '../../../src/sending/send-queries.ts';
import { freshDatabase } from '../../support/database.ts';
import { allRows } from '../../support/rows.ts';
import { type Batch, reopenBatch } from './batch.ts';
import { findReached } from './once.ts';
import { People } from './people.ts';
import { safeguardsWithout } from './safeguards.ts';
import { unnumbered } from './send-row.ts';
import { Sends } from './sends.ts';
import * as arbitrary from './twin-arbitrary.ts';
import {
  digestId,
  inDream,
  readBatches,
  sendId,
  writeBatches,
  writeOthers,
  writePeople,
  writeSend,
} from './twin-rows.ts';

const statuses = fc.constantFrom<SendStatus>('sending', 'paused', 'sent', 'cancelled', 'cancelled');
const sendOf = fc.record({ status: statuses, batches: arbitrary.batches });
type SendOf = { status: SendStatus; batches: readonly Batch[] };

/** The one that asks, and two others. */
const sendIds = [sendId, ...[1, 2].map((n) => `0190b1d2-0000-7000-8000-00000000010${n}`)];
const sends = fc.tuple(sendOf, sendOf, sendOf);
/** People that were merged into others, and have no row of their own any more. */
const merged = fc.subarray<[number, number]>([
  [8, 1],
  [9, 2],
]);
const welcomed = fc.subarray([3, 4]);
const present = [1, 2, 3, 4, 5, 6, 7];

async function writeAll(dream: Database, all: readonly SendOf[]): Promise<void> {
  for (const [i, { status, batches }] of all.entries()) {
    await writeSend(dream, status, 0, batches.length, sendIds[i]);
    await writeBatches(dream, batches, sendIds[i]);
  }
  await dream.execute(sql`update sends set started_at = now()`);
}

function currentOf(pairs: readonly [number, number][]): (id: number) => number {
  const into = new Map(pairs);
  return (id) => into.get(id) ?? id;
}

const sorted = (ids: Iterable<number>) => [...new Set(ids)].sort((a, b) => a - b);

test('whom a digest reached, and whom a plan leaves out, is in SQL what it is in the model', async () => {
  const { db } = await freshDatabase();
  const reaches = fc.subarray<Reach>([...holds, ...awaits, ...mayReach, 'closing']);
  const property = fc.asyncProperty(
    sends,
    merged,
    welcomed,
    reaches.filter(({ length }) => length > 0),
    fc.boolean(),
    async ([own, ...others], pairs, withLink, asked, again) => {
      const current = currentOf(pairs);
      const reachedBy = (wanted: readonly Reach[]) => [
        ...findReached(others, wanted, current),
        ...(wanted.includes('mailed') ? withLink : []),
      ];
      await inDream(db, async (dream) => {
        await writePeople(dream, new People(present.length, []), present);
        await writeAll(dream, [own, ...others]);
        await writeOthers(dream, new Map(pairs), withLink);
        const rows = await dream.execute(sql`
          select id::float8 as id from (${selectReached(digestId, asked, sendId)}) reached`);
        expect(sorted(allRows<{ id: number }>(rows).map(({ id }) => id))).toEqual(
          sorted(reachedBy(asked)),
        );
        const rule = await leaveOutReached(dream, { id: sendId, digestId, again }, mayReach);
        const left = await dream.execute(sql`
          select s.id::float8 as id from subscribers s ${rule.joins}
          where ${rule.condition} order by s.id`);
        const taken = reachedBy(again ? mayReach : [...holds, ...mayReach]);
        expect(allRows<{ id: number }>(left).map(({ id }) => id)).toEqual(
          present.filter((id) => !taken.includes(id)),
        );
      });
    },
  );
  await fc.assert(property, { numRuns: 100 });
});

test('what is left of cancelled sends ends in SQL as in the model, and the wait for their calls', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(sends, async (all) => {
    const model = modelOf(all);
    await inDream(db, async (dream) => {
      await writeAll(dream, all);
      expect(await closeCancelledSends(dream, digestId)).toBe(model.closeCancelled());
      for (const [i, { batches }] of model.all.entries()) {
        expect(await readBatches(dream, sendIds[i])).toEqual(batches);
      }
    });
  });
  await fc.assert(property, { numRuns: 100 });
});

test('a retry skips in SQL whom the model skips, for other sends of the digest', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(sends, merged, async ([own, ...others], pairs) => {
    const current = currentOf(pairs);
    const reached = findReached(others, [...holds, ...mayReach], current);
    const taken = new Set(arbitrary.ids.filter((id) => reached.has(current(id))));
    await inDream(db, async (dream) => {
      await writePeople(dream, new People(present.length, []), present);
      await writeAll(dream, [own, ...others]);
      await writeOthers(dream, new Map(pairs), []);
      await reopenTransient(dream, { id: sendId, digestId });
      expect(await readBatches(dream)).toEqual(
        own.batches.map((batch) => reopenBatch(batch, taken)),
      );
    });
  });
  await fc.assert(property, { numRuns: 100 });
});

/** The model's sends with these batches, at the moment 0. */
function modelOf(all: readonly SendOf[]): Sends {
  const model = new Sends(new People(0, []), safeguardsWithout());
  model.now = 0;
  for (const { status, batches } of all) {
    const send = model.add({
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
    });
    send.batches = batches;
  }
  return model;
}
