// What stands, as SQL derives it, against the rules said in plain TypeScript.

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { readPublished } from '../../src/digest/archive/archive.ts';
import { selectArchiveEntries } from '../../src/digest/archive/queries.ts';
import { resolvedName } from '../../src/digest/mailed-queries.ts';
import { freshDatabase } from '../support/database.ts';
import { plainDigest } from '../support/engine.ts';

const revisions = 3;
const states = [
  'ready',
  'claimed',
  'accepted',
  'rejected',
  'unknown',
  'split',
  'cancelled',
] as const;

const batch = fc.record({
  state: fc.constantFrom(...states),
  isEmpty: fc.boolean(),
  isDecided: fc.boolean(),
});
const send = fc.record({
  revision: fc.integer({ min: 1, max: revisions }),
  listed: fc.constantFrom(true, false, null),
  hour: fc.option(fc.integer({ min: 0, max: 99 }), { freq: 4 }),
  isMarked: fc.boolean(),
  hasEvent: fc.boolean(),
  batches: fc.array(batch, { maxLength: 3 }),
});
const correction = fc.record({
  revision: fc.integer({ min: 1, max: revisions }),
  hour: fc.integer({ min: 100, max: 199 }),
});
const story = fc.record({
  listed: fc.boolean(),
  sends: fc.array(send, { maxLength: 3, size: 'max' }),
  corrections: fc.uniqueArray(correction, { maxLength: 2, selector: ({ revision }) => revision }),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;
type Send = Story['sends'][number];

function isOut(one: Send, at: readonly string[]): boolean {
  if (one.hour === null) return false;
  const holds = one.batches.some(
    ({ state, isEmpty, isDecided }) => !isEmpty && (at.includes(state) || isDecided),
  );
  return one.isMarked || one.hasEvent || holds;
}

const isMailed = (one: Send) => isOut(one, ['accepted', 'unknown']);
const isCalled = (one: Send) => isOut(one, ['accepted', 'unknown', 'claimed']);

/** What a reader finds, or null: by the sends that count for whoever asks. */
function expectPage({ listed, corrections }: Story, sends: readonly Send[]) {
  if (sends.length === 0) return null;
  const entries = [...sends, ...corrections].map(({ revision, hour }) => ({
    revision,
    hour: hour ?? 0,
  }));
  const revision = Math.max(...entries.map((one) => one.revision));
  const first = Math.min(
    ...entries.filter((one) => one.revision === revision).map(({ hour }) => hour),
  );
  return {
    revision,
    sentAt: Math.min(...sends.map(({ hour }) => hour ?? 0)),
    updatedAt: Math.max(first, ...corrections.map(({ hour }) => hour)),
    listed: sends.some((one) => isMailed(one) && (one.listed ?? listed)),
  };
}

const start = Date.UTC(2026, 0, 1);
const at = (hour: number) => new Date(start + hour * 3_600_000).toISOString();
const hourOf = (moment: Date) => (moment.getTime() - start) / 3_600_000;

async function write(db: Database, { listed, sends, corrections }: Story): Promise<string> {
  const id = crypto.randomUUID();
  const content = JSON.stringify(plainDigest);
  await db.execute(sql`
    insert into digests (id, slug, key, content, listed)
    values (${id}, ${id}, ${'k'.repeat(32)}, ${content}::jsonb, ${listed})`);
  await db.execute(sql`
    insert into digest_revisions (digest_id, revision, content)
    select ${id}, n, ${content}::jsonb from generate_series(1, ${revisions}::int) n`);
  for (const one of sends) {
    const sendId = crypto.randomUUID();
    const startedAt = one.hour === null ? null : at(one.hour);
    await db.execute(sql`
      insert into sends (id, digest_id, revision, list_ids, status, listed, started_at, mailed_at)
      values (${sendId}, ${id}, ${one.revision}, '{1}', 'sending', ${one.listed}, ${startedAt},
        ${one.isMarked ? startedAt : null})`);
    for (const [n, { state, isEmpty, isDecided }] of one.batches.entries()) {
      await db.execute(sql`
        insert into batches (send_id, n, list_id, state, subscriber_ids, error)
        values (${sendId}, ${n}, 1, ${state}, ${isEmpty ? '{}' : '{1}'},
          ${isDecided ? JSON.stringify({ name: resolvedName }) : null}::jsonb)`);
    }
    if (one.hasEvent) {
      await db.execute(sql`insert into deliveries (send_id, subscriber_id) values (${sendId}, 1)`);
    }
  }
  for (const { revision, hour } of corrections) {
    await db.execute(sql`
      insert into corrections (digest_id, revision, note, created_at)
      values (${id}, ${revision}, 'Put right', ${at(hour)})`);
  }
  return id;
}

async function read(db: Database, slug: string, key: string | null) {
  const found = await readPublished(db, slug, key, 'UTC');
  if (!found) return null;
  const { revision, sentAt, updatedAt, listed } = found.published;
  return { revision, sentAt: hourOf(sentAt), updatedAt: hourOf(updatedAt), listed };
}

test('whatever sends and corrections a digest has, its page and the archive follow the rules', async () => {
  const { db } = await freshDatabase();
  await fc.assert(
    fc.asyncProperty(story, async (facts) => {
      const id = await write(db, facts);
      const called = facts.sends.filter(isCalled);
      const open = called.filter(({ listed }) => listed !== false);
      const mailed = facts.sends.filter((one) => isMailed(one) && (one.listed ?? facts.listed));
      expect(await read(db, id, null)).toEqual(expectPage(facts, open));
      expect(await read(db, id, 'k'.repeat(32))).toEqual(expectPage(facts, called));
      const entries = await selectArchiveEntries(db, null);
      expect(entries.some((entry) => entry.id === id)).toBe(mailed.length > 0);
    }),
    { numRuns: 300 },
  );
});
