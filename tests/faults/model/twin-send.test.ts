import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../../src/db/client.ts';
import { resumePaused, updateWaiting } from '../../../src/sending/commands/command-queries.ts';
import { expectClosely } from '../../../src/sending/planning/expectation.ts';
import { changeStatus, keepPaused, type SendStatus } from '../../../src/sending/send-queries.ts';
import { findDueSchedules, findEndedPauses } from '../../../src/sending/watch/sweep-queries.ts';
import { freshDatabase } from '../../support/database.ts';
import type { SendDatabase } from './database.ts';
import { People } from './people.ts';
import { safeguardsWithout } from './safeguards.ts';
import { readSchedule, type SendRow } from './send-row.ts';
import { Sends } from './sends.ts';
import { inDream, sendId, writeSend } from './twin-rows.ts';

const statuses: SendStatus[] = [
  'scheduled',
  'planning',
  'sending',
  'paused',
  'sent',
  'cancelled',
  'failed',
];
const moment = fc.option(fc.constantFrom(-3_600_001, -3_600_000, -60_000, 0, 1, 60_000), {
  nil: null,
});

const number = fc.option(fc.constantFrom(0, 1, 7), { nil: null });

const send: fc.Arbitrary<SendRow> = fc.record({
  again: fc.constant(false),
  isNarrow: fc.constant(false),
  status: fc.constantFrom(...statuses),
  resumeAt: moment,
  scheduledAt: moment,
  isHeld: fc.boolean(),
  expected: number,
  fewest: number,
  most: number,
  found: number,
  isPlanned: fc.boolean(),
  recipients: fc.constant(0),
  refusals: fc.nat(4),
  unclear: fc.nat(4),
  isResumed: fc.constant(false),
  edition: fc.nat(3),
  revision: fc.constantFrom(1, 2),
  lanesRungAt: fc.constant(null),
});

/** The model's database with this send, at the moment 0. */
function modelOf(row: SendRow): SendDatabase {
  const sends = new Sends(new People(0, []), safeguardsWithout());
  sends.now = 0;
  return sends.add(row);
}

async function writeRow(db: Database, row: SendRow): Promise<void> {
  await writeSend(db, row.status, 0, 0);
  await db.execute(sql`
    update sends set refusals = ${row.refusals}, unclear = ${row.unclear}, edition = ${row.edition}, revision = ${row.revision},
      hold_seconds = case when ${row.isHeld} then 20 end, expected_recipients = ${row.expected}::int,
      fewest_recipients = ${row.fewest}::int, most_recipients = ${row.most}::int, found_recipients = ${row.found}::int,
      resume_at = now() + make_interval(secs => ${row.resumeAt}::float8 / 1000),
      scheduled_at = now() + make_interval(secs => ${row.scheduledAt}::float8 / 1000),
      started_at = case when ${row.isPlanned} then now() end
    where id = ${sendId}`);
}

async function readRow(db: Database): Promise<{ send: SendRow; log: unknown }> {
  const [row] = await db.execute(sql`
    select json_build_object('status', status, 'recipients', recipients, 'refusals', refusals,
        'unclear', unclear, 'isResumed', exists (select from send_transitions t where t.send_id = sends.id
          and t.from_status = 'paused' and t.why = 'resumed by an editor'),
        'edition', edition, 'revision', revision, 'again', again, 'isNarrow', false,
        'isHeld', hold_seconds is not null, 'expected', expected_recipients,
        'fewest', fewest_recipients, 'most', most_recipients, 'found', found_recipients,
        'isPlanned', started_at is not null, 'lanesRungAt', lanes_rung_at,
        'resumeAt', round(extract(epoch from resume_at - now()) * 1000)::float8,
        'scheduledAt', round(extract(epoch from scheduled_at - now()) * 1000)::float8) as send,
      (select coalesce(json_agg(json_build_object('from', from_status, 'to', to_status) order by id), '[]')
        from send_transitions) as log
    from sends where id = ${sendId}`);
  return { send: row?.send as SendRow, log: row?.log };
}

test('a send changes its status, and writes its log, in SQL as in the model', async () => {
  const { db } = await freshDatabase();
  const change = fc.record({
    from: fc.subarray(statuses),
    to: fc.constantFrom(...statuses),
    resumeAfterSeconds: fc.option(fc.constantFrom(0, 7200), { nil: null }),
    ifPauseEnded: fc.boolean(),
    ifDue: fc.boolean(),
    ifEdition: fc.constantFrom(0, 1, 2),
  });
  const property = fc.asyncProperty(send, change, async (row, { from, ...change }) => {
    await inDream(db, async (dream) => {
      await writeRow(dream, row);
      const model = modelOf(row);
      const moved = await changeStatus(dream, sendId, from, { ...change, why: 'because' });
      expect(moved).toBe(model.changeStatus(from, { ...change, why: 'because' }));
      expect(await readRow(dream)).toEqual({ send: model.send, log: model.log });
    });
  });
  await fc.assert(property, { numRuns: 150 });
});

test('pauses that end, pauses kept and schedules moved are in SQL what they are in the model', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(
    send,
    fc.constantFrom(0, 7200),
    fc.boolean(),
    async (row, delay, moves) => {
      await inDream(db, async (dream) => {
        await writeRow(dream, row);
        const model = modelOf(row);
        const [due] = await findDueSchedules(dream);
        const found = due === undefined ? 'not_due' : due.isStale ? 'stale' : 'due';
        expect(found).toBe(readSchedule(row, 0));
        const isEnded = row.status === 'paused' && row.resumeAt !== null && row.resumeAt <= 0;
        expect(await findEndedPauses(dream)).toEqual(isEnded ? [sendId] : []);
        await keepPaused(dream, sendId, 'because');
        model.keepPaused();
        expect(await readRow(dream)).toEqual({ send: model.send, log: model.log });
        const [{ now } = {}] = await dream.execute(
          sql`select extract(epoch from now()) * 1000 as now`,
        );
        const scheduledAt = new Date(Number(now) + delay * 1000);
        const zone = { timezone: null, localTime: null, fallbackTimezone: null };
        const schedule = moves ? { scheduledAt, ...zone } : null;
        await updateWaiting(dream, sendId, { schedule, revision: 2 });
        model.updateWaiting({ delaySeconds: moves ? delay : null, revision: 2 });
        const { send: after, log } = await readRow(dream);
        const rounded = { ...after, scheduledAt: roundToSeconds(after.scheduledAt) };
        const { send: wanted } = model;
        const expected = { ...wanted, scheduledAt: roundToSeconds(wanted?.scheduledAt ?? null) };
        expect({ send: rounded, log }).toEqual({ send: expected, log: model.log });
      });
    },
  );
  await fc.assert(property, { numRuns: 150 });
});

test('a paused send is resumed to where it came from in SQL as in the model', async () => {
  const { db } = await freshDatabase();
  const property = fc.asyncProperty(send, fc.boolean(), number, async (row, sendNow, said) => {
    await inDream(db, async (dream) => {
      await writeRow(dream, row);
      const model = modelOf(row);
      const expectation = said === null ? null : expectClosely(said);
      const to = await resumePaused(dream, sendId, { sendNow, expectation });
      expect(to).toBe(model.resumePaused(sendNow, said));
      expect(await readRow(dream)).toEqual({ send: model.send, log: model.log });
    });
  });
  await fc.assert(property, { numRuns: 150 });
});

/** A Date has milliseconds, now() has microseconds. Never -0. */
function roundToSeconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000) || 0;
}
