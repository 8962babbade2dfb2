import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SegmentRule } from '../../../src/audience/segments/schema.ts';
import {
  changeSegment,
  createSegment,
  deleteSegment,
} from '../../../src/audience/segments/segments.ts';
import { enqueuePlan } from '../../../src/jobs/enqueue.ts';
import { readForPlan } from '../../../src/sending/send-queries.ts';
import { writePeople } from '../../audience/segments/segment-people.ts';
import { arbitraryRule, samplePeople } from '../../audience/segments/segment-rules.ts';
import { confirmReaders, estimateOf, startEngine, writeDigest } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

test('a send is narrowed by its segment, its estimate says so, and a later change of the segment does not reach it', async () => {
  const engine = await startEngine();
  const { deps } = engine;
  const readers = await confirmReaders(engine, 30);
  await deps.db.execute(sql`update subscribers set language = 'en' where id <= ${readers[11]}`);
  await deps.db.execute(
    sql`insert into suppressions (address, reason) values ('reader1@example.com', 'bounce')`,
  );
  const english: SegmentRule = { kind: 'language', in: ['en'] };
  const { id } = await createSegment(deps.db, { name: 'English', rule: english });
  const digestId = await writeDigest(engine);
  const input = { digestId, revision: 1, lists: ['digest'], segment: id };
  expect(await estimateOf(engine, input)).toMatchObject({
    recipients: 11,
    excluded: {
      unconfirmed: 0,
      unsubscribed: 0,
      suppressed: 1,
      paused: 0,
      segment: 18,
      frequency: 0,
      alreadySent: 0,
      inAnotherSend: 0,
    },
  });
  const send = await newSend(engine, input);
  expect(send.segment).toEqual({ id, name: 'English', rule: english });
  await changeSegment(deps.db, id, { rule: { kind: 'any', rules: [] } });
  await deleteSegment(deps.db, id);
  await enqueuePlan(deps, send.id);
  await engine.drain();
  expect(await engine.messages(`send=${send.id}`)).toHaveLength(11);

  const rest = { kind: 'not', rule: { kind: 'received', digestId } } as const;
  const again = { ...input, segment: rest };
  expect(await estimateOf(engine, again)).toMatchObject({
    recipients: 18,
    excluded: { segment: 11 },
  });
});

test('whatever the rule, the estimate is the audience that the plan freezes', async () => {
  const engine = await startEngine();
  const { deps } = engine;
  const people = samplePeople(250);
  await writePeople(deps.db, people);
  await deps.db.execute(sql`
    update subscribers set paused_until = now() + interval '1 day' where id % 7 = 0`);
  await deps.db.execute(sql`
    insert into suppressions (address, reason)
    select email, 'bounce' from subscribers where id % 5 = 0`);
  const digestId = await writeDigest(engine);
  for (const rule of fc.sample(arbitraryRule, { numRuns: 12, seed: 11 })) {
    const segment = SegmentRule.parse(rule);
    const input = { digestId, revision: 1, lists: ['news', 'digest'], segment };
    const estimate = await estimateOf(engine, input);
    const everyone = Object.values(estimate.excluded).reduce(
      (sum, one) => sum + one,
      estimate.recipients,
    );
    expect(everyone).toBe(
      people.filter((one) => one.subscriptions.some(({ list }) => list !== 'inner')).length,
    );
    const creating = newSend(engine, input);
    if (estimate.recipients === 0) {
      await expect(creating).rejects.toMatchObject({ code: 'empty_audience' });
      continue;
    }
    const send = await creating;
    expect(await readForPlan(deps.db, send.id)).toMatchObject({ segment: { rule: segment } });
    await enqueuePlan(deps, send.id);
    await engine.drain();
    const [row] = await deps.db.execute(sql`select recipients from sends where id = ${send.id}`);
    expect(row).toEqual({ recipients: estimate.recipients });
    // The next rule meets the same history.
    await deps.db.execute(sql`delete from batches where send_id = ${send.id}`);
    await deps.db.execute(sql`delete from sends where id = ${send.id}`);
  }
});
