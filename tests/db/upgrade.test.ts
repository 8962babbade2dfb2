// What a version before left in the database, after the migrations that came since.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { databaseUrl } from '../../dev/postgres.ts';
import { readList } from '../../src/audience/lists/lists.ts';
import { openDatabase } from '../../src/db/client.ts';
import { readPublished } from '../../src/digest/archive/archive.ts';
import { readDigest } from '../../src/digest/store.ts';
import { plainDigest } from '../support/engine.ts';

interface Journal {
  entries: { idx: number; tag: string }[];
}

/** A database as it was before migration `before`, and what brings it up to date. */
async function databaseBefore(before: number) {
  const server = inject('postgresUrl');
  const name = `upgrade_${randomBytes(6).toString('hex')}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)}`;
  const url = databaseUrl(server, name);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const handle = openDatabase(url);
  onTestFinished(async () => {
    await sql.end();
    await handle.close();
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  });
  const { entries } = JSON.parse(fs.readFileSync('drizzle/meta/_journal.json', 'utf8')) as Journal;
  const apply = async (wanted: (idx: number) => boolean) => {
    for (const { tag } of entries.filter(({ idx }) => wanted(idx))) {
      const text = fs.readFileSync(`drizzle/${tag}.sql`, 'utf8');
      // One by one: several sent at once are a transaction, in which nothing is built concurrently.
      for (const one of text.split('--> statement-breakpoint')) await sql.unsafe(one);
    }
  };
  await apply((idx) => idx < before);
  return { sql, db: handle.db, upgrade: () => apply((idx) => idx >= before) };
}

test('what stood on the web before there were corrections and keys stands there afterwards', async () => {
  const { sql, db, upgrade } = await databaseBefore(17);
  const write = async (name: string, revisions: number, sent: 'never' | 'public' | 'private') => {
    const id = crypto.randomUUID();
    const content = (n: number) => ({ ...plainDigest, lead: `${name} ${n}` });
    await sql`
      insert into digests (id, slug, revision, content, first_sent_at, listed) values (
        ${id}, ${name}, ${revisions}, ${sql.json(content(revisions))},
        ${sent === 'never' ? null : '2026-11-01T00:00:00Z'}, ${sent === 'public'})`;
    for (let n = 1; n <= revisions; n++) {
      await sql`
        insert into digest_revisions (digest_id, revision, content)
        values (${id}, ${n}, ${sql.json(content(n))})`;
    }
    const startedAt = sent === 'never' ? null : '2026-11-01T00:00:00Z';
    await sql`
      insert into sends (id, digest_id, revision, list_ids, status, started_at)
      values (gen_random_uuid(), ${id}, 1, '{1}', 'sent', ${startedAt})`;
    return id;
  };
  const edited = await write('edited', 2, 'public');
  await write('draft', 1, 'never');
  await write('secret', 1, 'private');
  await upgrade();
  const read = async (slug: string) => (await readPublished(db, slug, null, 'UTC'))?.published;
  expect(await read('draft')).toBeUndefined();
  expect(await read('secret')).toMatchObject({ listed: false, digest: { lead: 'secret 1' } });
  // An edit showed at once then: it is not taken back, and says nothing of a correction.
  expect(await read('edited')).toMatchObject({
    listed: true,
    revision: 2,
    digest: { lead: 'edited 2' },
    corrections: [],
  });
  expect(await readDigest(db, edited)).toMatchObject({
    status: 'sent',
    firstSentAt: '2026-11-01T00:00:00.000Z',
    page: '/digests/edited',
  });
  const keys = await sql`select key from digests`;
  expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
});

test('the first list becomes Japanese, unless it carried a digest in another language', async () => {
  for (const [carried, language] of [
    [null, 'ja'],
    ['ja', 'ja'],
    ['ja-JP', 'ja'],
    ['en', null],
  ] as const) {
    const { sql, db, upgrade } = await databaseBefore(15);
    if (carried !== null) {
      const id = crypto.randomUUID();
      await sql`
        insert into digests (id, slug, content)
        values (${id}, 'a', ${sql.json({ ...plainDigest, language: carried })})`;
      await sql`
        insert into sends (id, digest_id, revision, list_ids, status)
        values (gen_random_uuid(), ${id}, 1, '{1}', 'sent')`;
    }
    await upgrade();
    expect(await readList(db, 'digest')).toMatchObject({ language, timezone: null });
  }
});
