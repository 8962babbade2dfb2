import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resumePaused } from '../../../src/sending/commands/command-queries.ts';
import type { Standing } from '../../../src/sending/delivery/standing.ts';
import {
  countRefusal,
  countUnclear,
  forgetTrouble,
} from '../../../src/sending/delivery/standing-queries.ts';
import { freshDatabase } from '../../support/database.ts';
import { plannedBatch } from './batch.ts';
import { People } from './people.ts';
import { safeguardsWithout } from './safeguards.ts';
import { type SendRow, unnumbered } from './send-row.ts';
import { Sends } from './sends.ts';
import { inDream, sendId, writeBatches, writeSend } from './twin-rows.ts';

test('refused and unclear calls are counted in SQL as in the model', async () => {
  const { db } = await freshDatabase();
  const states = fc.array(fc.constantFrom('accepted', 'empty', 'rejected', 'ready'), {
    maxLength: 3,
  });
  const calls = fc.array(fc.constantFrom('planned', 'half', 'unclear', 'accepted'), {
    minLength: 1,
    maxLength: 6,
  });
  const property = fc.asyncProperty(states, fc.boolean(), calls, async (found, resumes, happen) => {
    await inDream(db, async (dream) => {
      await writeSend(dream, 'paused', 2, 9);
      await dream.execute(sql`update sends set started_at = now() where id = ${sendId}`);
      const sends = new Sends(new People(0, []), safeguardsWithout());
      sends.now = 0;
      const model = sends.add(paused);
      model.batches = found.map((state, n) => {
        const ids = state === 'empty' ? [] : [n + 1];
        const isAccepted = state === 'accepted' || state === 'empty';
        return { ...plannedBatch(n, ids, null), state: isAccepted ? 'accepted' : state };
      });
      await writeBatches(dream, model.batches);
      if (resumes) {
        await resumePaused(dream, sendId);
        model.resumePaused(false);
      }
      for (const call of happen) {
        if (call === 'accepted') {
          await forgetTrouble(dream, sendId);
          model.forgetTrouble();
        } else if (call === 'unclear') {
          expect(await countUnclear(dream, sendId)).toEqual(standingOf(model.countUnclear()));
        } else {
          const isHalf = call === 'half';
          const counted = await countRefusal(dream, sendId, isHalf);
          expect(counted).toEqual(standingOf(model.countRefusal(isHalf)));
        }
      }
    });
  });
  await fc.assert(property, { numRuns: 100 });
});

const paused: SendRow = {
  again: false,
  isNarrow: false,
  ...unnumbered,
  status: 'paused',
  resumeAt: null,
  scheduledAt: null,
  isPlanned: true,
  recipients: 2,
  refusals: 0,
  unclear: 0,
  isResumed: false,
  edition: 1,
  revision: 1,
  lanesRungAt: null,
};

const standingOf = ({ refusals, unclear, isUntried, recipients }: Standing): Standing => ({
  refusals,
  unclear,
  isUntried,
  recipients,
});
