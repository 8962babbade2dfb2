// The day a mail shows: its own, else the day it is sent, by the calendar of its first list.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId, type SendId } from '../../../src/base/ids.ts';
import { personaliseOne } from '../../../src/render/personalise.ts';
import { previewValues } from '../../../src/render/recipient.ts';
import { planSend } from '../../../src/sending/planning/plan.ts';
import { readFrozenSend } from '../../../src/sending/send-queries.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, startEngine, writeDigest } from '../../support/engine.ts';

const reader = {
  subscriber: 1,
  email: 'a@example.com',
  list: 1,
  listSlug: 'digest',
  listName: 'x',
};

async function setup(variables: Record<string, string> = {}) {
  const engine = await startEngine(variables);
  const { deps } = engine;
  await confirmReaders(engine, 1);
  const digestId = await writeDigest(engine);
  /** The lines of the text part above its headline, and the HTML, of a mail that is due then. */
  const mailDueAt = async (scheduledAt: string, localTime: string | null = null) => {
    const id = newId<SendId>();
    await deps.db.execute(sql`
      insert into sends (id, digest_id, revision, list_ids, status, scheduled_at, local_time,
        timezone, fallback_timezone)
      values (${id}, ${digestId}, 1, '{1}', 'planning', ${scheduledAt}, ${localTime},
        ${localTime && 'recipient'}, ${localTime && 'Asia/Tokyo'})`);
    const { kind } = await planSend(deps.db, senderOf(deps.env), 5, id, 'key');
    expect(kind).toBe('planned');
    const frozen = await readFrozenSend(deps.db, id);
    if (!frozen) throw new Error('no mail was frozen');
    const { html, text } = personaliseOne(
      frozen.mail,
      previewValues(reader, 'https://example.com'),
    );
    await deps.db.execute(sql`update sends set status = 'cancelled' where id = ${id}`);
    await deps.db.execute(sql`delete from batches where send_id = ${id}`);
    return { html, top: text.slice(0, 200) };
  };
  return { engine, db: deps.db, mailDueAt };
}

/** 06:50 in Tokyo on the 26th, long after this test. */
const morning = '2999-11-25T21:50:00Z';

test('a mail without a day of its own shows the day it is sent, where the house is', async () => {
  const { mailDueAt } = await setup();
  const { html, top } = await mailDueAt(morning);
  expect(html).toContain('>2999年11月26日</span>');
  expect(top).toContain('2999年11月26日');
  const elsewhere = await setup({ TIMEZONE: 'Europe/Berlin' });
  expect((await elsewhere.mailDueAt(morning)).top).toContain('2999年11月25日');
});

test('the zone of the list goes before that of the house, a day of its own before both', async () => {
  const { db, mailDueAt } = await setup();
  await db.execute(sql`update lists set timezone = 'America/New_York'`);
  expect((await mailDueAt(morning)).top).toContain('2999年11月25日');
  await db.execute(sql`
    update digest_revisions set content = content || '{"publishedOn": "2026-03-14"}'`);
  expect((await mailDueAt(morning)).top).toContain('2026年3月14日');
});

test('at the local time of each reader a mail shows the day of that time', async () => {
  const { mailDueAt } = await setup();
  // The first readers are due on the other side of the date line, while Tokyo has the day before.
  const kiritimati = '2999-11-25T11:00:00Z';
  expect((await mailDueAt(kiritimati, '2999-11-26T01:00:00')).top).toContain('2999年11月26日');
});

test('a send whose moment has passed shows today', async () => {
  const { mailDueAt } = await setup({ TIMEZONE: 'UTC' });
  const { top } = await mailDueAt('2020-01-01T00:00:00Z', '2020-01-01T08:00:00');
  expect(top).not.toContain('2020年');
});
