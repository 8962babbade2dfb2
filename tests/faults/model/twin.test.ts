import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideUnknown, reopenTransient } from '../../../src/sending/commands/command-queries.ts';
import { readCounts } from '../../../src/sending/counts-queries.ts';
import { claimNextBatch, settleBatch } from '../../../src/sending/delivery/batch-queries.ts';
import { noteEnqueued, readRoad } from '../../../src/sending/delivery/road-queries.ts';
import { markOf } from '../../../src/sending/delivery/roads.ts';
import { readUnknownBatches } from '../../../src/sending/feedback/reconcile-queries.ts';
import { closeCancelled } from '../../../src/sending/send-queries.ts';
import {
  findActiveSends,
  settleUnknownByFeedback,
} from '../../../src/sending/watch/sweep-queries.ts';
import { freshDatabase } from '../../support/database.ts';
import * as twin from './batch.ts';
import * as views from './batch-views.ts';
import type { People } from './people.ts';
import * as arbitrary from './twin-arbitrary.ts';
import {
  digestId,
  inDream,
  mostChanges,
  readBatches,
  sendId,
  writeBatches,
  writePeople,
  writeSend,
  writeSpokenOf,
} from './twin-rows.ts';

const runs = { numRuns: 150 };
const now = 0;
/** The second message of the second road. */
const mark = markOf(arbitrary.marks[4]?.own ?? '', 1);
const lane = mark.own;

test('the claim of the model is the claim in SQL: whom it takes, drops and mails, and under which key', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(
    arbitrary.batches,
    arbitrary.people,
    fc.constantFrom('sending', 'sending', 'sending', 'paused', 'cancelled'),
    fc.integer({ min: -1, max: 3 }),
    async (batches, lives, status, after) => {
      const people = arbitrary.livePeople(lives);
      await inDream(db, async (dream) => {
        await writePeople(dream, people, arbitrary.ids);
        await writeSend(dream, status, 0, batches.length);
        await writeBatches(dream, batches);
        const claimed = await claimNextBatch(dream, sendId, after, lane);
        const found = status === 'sending' ? twin.findWorkable(batches, after, now) : null;
        expect(claimed?.n ?? null).toBe(found?.n ?? null);
        if (!claimed || !found) return;
        const { key, leaseToken: token } = claimed;
        const whyLeft = (id: number) => people.whyLeft(id, now);
        const claim = { now, key, token, lane, changes: mostChanges, whyLeft };
        const expected = twin.claimBatch(found, claim);
        expect(found.key ?? key).toBe(key);
        expect(await readBatches(dream)).toEqual(replace(batches, expected));
        expect(claimed.emails).toEqual(addressesOf(expected, people));
        expect(claimed.isLast).toBe(twin.findWorkable(batches, found.n, now) === null);
        const firstCalledAt = expected.firstCalledAt ?? now;
        expect(claimed.keyAgeSeconds).toBe(Math.round((now - firstCalledAt) / 1000));
      });
    },
  );
  await fc.assert(property, runs);
});

test('those asked about after all are asked about in SQL under the addresses of the model', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(arbitrary.batches, arbitrary.people, async (batches, lives) => {
    const people = arbitrary.livePeople(lives);
    // Only what was called can be unknown.
    const called = batches.filter(({ firstCalledAt }) => firstCalledAt !== null);
    const unknown = called.map((batch) => ({ ...batch, state: 'unknown' as const }));
    await inDream(db, async (dream) => {
      await writePeople(dream, people, arbitrary.ids);
      await writeSend(dream, 'sending', 0, batches.length);
      await writeBatches(dream, unknown);
      const asked = unknown.filter(({ ids }) => ids.length > 0);
      const read = await readUnknownBatches(dream, sendId);
      expect(read.map(({ emails }) => emails)).toEqual(
        asked.map((batch) => addressesOf(batch, people)),
      );
    });
  });
  await fc.assert(property, runs);
});

test('a settlement of the model is the settlement in SQL, behind the same fence', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(
    arbitrary.batches,
    arbitrary.settlement,
    fc.nat(3),
    fc.boolean(),
    async (batches, settlement, i, isOurs) => {
      const batch = batches[i % batches.length];
      if (!batch) return;
      const leaseToken = (isOurs ? batch.leaseToken : null) ?? arbitrary.foreignToken;
      const claim = {
        n: batch.n,
        listId: 1,
        subscriberIds: [...batch.ids],
        emails: [],
        key: batch.key ?? '',
        leaseToken,
        keyAgeSeconds: 0,
        attempts: batch.attempts,
        isHalf: false,
        hosted: false,
        isLast: false,
      };
      await inDream(db, async (dream) => {
        await writeSend(dream, 'sending', 0, batches.length);
        await writeBatches(dream, batches);
        const settled = await settleBatch(dream, sendId, claim, settlement);
        const expected = twin.settleBatch(batch, leaseToken, settlement, now);
        expect(settled).toBe(expected !== null);
        const halves = expected?.state === 'split' ? twin.halveBatch(batch, batches.length) : [];
        const after = expected ? [...replace(batches, expected), ...halves] : batches;
        expect(await readBatches(dream)).toEqual(after);
      });
    },
  );
  await fc.assert(property, runs);
});

test('cancelling, retrying, deciding and hearing of batches are in SQL what they are in the model', async () => {
  const { db } = await freshDatabase();
  const spoken = fc.subarray([...arbitrary.ids]);
  const property = fc.asyncProperty(
    arbitrary.batches,
    fc.constantFrom('cancelled', 'sending'),
    spoken,
    async (batches, status, spokenOf) => {
      const becomes = async (
        act: (dream: typeof db) => Promise<unknown>,
        expected: (batch: twin.Batch) => twin.Batch,
      ) =>
        inDream(db, async (dream) => {
          await writeSend(dream, status, 0, batches.length);
          await writeBatches(dream, batches);
          await writeSpokenOf(dream, spokenOf);
          await act(dream);
          expect(await readBatches(dream)).toEqual(batches.map(expected));
        });
      const close = (batch: twin.Batch) =>
        status === 'cancelled' ? twin.closeBatch(batch, now) : batch;
      await becomes((dream) => closeCancelled(dream, sendId), close);
      await becomes(
        (dream) => reopenTransient(dream, { id: sendId, digestId }),
        (batch) => twin.reopenBatch(batch, new Set()),
      );
      await becomes(
        (dream) => decideUnknown(dream, sendId, 'rejected', 'editor'),
        (batch) => twin.resolveBatch(batch, 'rejected'),
      );
      await becomes(settleUnknownByFeedback, (batch) =>
        twin.settleByFeedback(batch, (id) => spokenOf.includes(id)),
      );
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

test('what is left to do, and what became of all, is counted in SQL as in the model', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(arbitrary.batches, fc.nat(20), async (batches, recipients) => {
    await inDream(db, async (dream) => {
      await writeSend(dream, 'sending', recipients, batches.length);
      await writeBatches(dream, batches);
      const view = { isSending: true, ...views.viewFromRoad(batches, now, mark) };
      expect(await readRoad(dream, sendId, mark)).toEqual(view);
      const active = { id: sendId, status: 'sending', ...views.countActive(batches, now) };
      expect(await findActiveSends(dream)).toEqual([{ ...active, isEnqueued: false }]);
      expect(await noteEnqueued(dream, sendId, 2)).toBe(Math.min(2, active.due));
      expect(await findActiveSends(dream)).toEqual([{ ...active, isEnqueued: true }]);
      expect(await readCounts(dream, sendId)).toEqual(views.countOutcomes(batches, recipients));
    });
  });
  await fc.assert(property, runs);
});

function addressesOf({ ids, frozenAt }: twin.Batch, people: People): string[] {
  return ids.map((id) => people.findAddress(id, frozenAt ?? mostChanges) ?? '');
}

function replace(batches: readonly twin.Batch[], batch: twin.Batch): twin.Batch[] {
  return batches.map((old) => (old.n === batch.n ? batch : old));
}
