// A rhythm that is removed while one of its runs ends: one waits for the other, and neither for ever.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../../src/base/ids.ts';
import type { Database } from '../../../src/db/client.ts';
import { deleteRhythm } from '../../../src/proposals/rhythms/rhythms.ts';
import { lockRun } from '../../../src/proposals/runs/queries.ts';
import { releaseProposal } from '../../../src/proposals/stories/ledger-queries.ts';
import { freshDatabase } from '../../support/database.ts';

async function someoneWaits(db: Database): Promise<void> {
  for (let looks = 0; looks < 2000; looks++) {
    const rows = await db.execute(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (rows.length > 0) return;
  }
  throw new Error('Nobody waits for a lock');
}

test('a run that ends and a rhythm that goes lock what they both need in one order', async () => {
  const { db } = await freshDatabase();
  const [rhythm, run, proposal] = [newId<string>(), newId<string>(), newId<string>()];
  await db.execute(sql`
    insert into proposals (id, language, list_id, status)
    select ${proposal}, 'ja', min(id), 'ready' from lists`);
  await db.execute(sql`
    insert into rhythms (id, name, list_id, inbox, schedule, sections, minimum, language, catch_up,
      lead_minutes, stale_hours, approver, saved_by)
    select ${rhythm}, 'a', min(id), true, '{"pattern": "0 7 * * *"}', 5, 1, 'ja', 'once', 0, 24, 'a@example.com', 'me'
    from lists`);
  await db.execute(sql`
    insert into rhythm_runs (id, rhythm_id, due_at, state, proposal_id, send_id, begun_at)
    values (${run}, ${rhythm}, now(), 'making', ${proposal}, ${newId()}, now())`);
  let removed: Promise<void> | undefined;
  await db.transaction(async (tx) => {
    await lockRun(tx, run);
    removed = deleteRhythm(db, rhythm);
    await someoneWaits(db);
    await releaseProposal(tx, proposal);
  });
  await removed;
  expect(await db.execute(sql`select from rhythm_runs`)).toHaveLength(0);
});
