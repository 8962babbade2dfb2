import fs from 'node:fs';
import { expect, test } from 'vitest';
import { findFaults, firstUnderRule } from '../../dev/migrations/rule.ts';
import journal from '../../drizzle/meta/_journal.json' with { type: 'json' };

const read = (tag: string) => fs.readFileSync(`drizzle/${tag}.sql`, 'utf8');

test('every migration since there are live systems only adds, and locks nobody out', () => {
  const faults = journal.entries
    .filter(({ idx }) => idx >= firstUnderRule)
    .flatMap(({ tag }) => findFaults(read(tag)).map((fault) => `${tag}: ${fault}`));
  expect(faults).toEqual([]);
});

test('the rule would have refused each migration of before that did more than add', () => {
  const refused = journal.entries
    .filter(({ idx, tag }) => idx < firstUnderRule && findFaults(read(tag)).length > 0)
    .map(({ tag }) => tag.slice(0, 4));
  expect(refused).toEqual(expect.arrayContaining(['0002', '0008', '0009', '0012', '0014', '0019']));
  expect(refused).not.toContain('0018');
});

const additions = [
  'CREATE TABLE "a" ("id" uuid PRIMARY KEY NOT NULL);--> statement-breakpoint CREATE INDEX "a_i" ON "a" USING btree ("id");',
  'CREATE TABLE "a" ("id" uuid);--> statement-breakpoint ALTER TABLE "a" ADD CONSTRAINT "f" FOREIGN KEY ("id") REFERENCES "public"."sends"("id");',
  'ALTER TABLE "sends" ADD COLUMN "note" text;',
  `ALTER TABLE "sends" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;`,
  'ALTER TABLE "sends" ADD COLUMN "again" boolean DEFAULT false NOT NULL;',
  'ALTER TABLE "sends" ADD COLUMN "seen_at" timestamp with time zone DEFAULT now() NOT NULL;',
  'CREATE INDEX CONCURRENTLY "sends_note" ON "sends" USING btree ("note");',
  'ALTER TABLE "sends" ADD CONSTRAINT "c" CHECK ("sends"."note" <> $$x$$) NOT VALID;',
  'ALTER TABLE "sends" VALIDATE CONSTRAINT "c";',
  'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;',
  'CREATE TRIGGER t AFTER INSERT ON "sends" FOR EACH STATEMENT EXECUTE FUNCTION f();',
];
for (const text of additions) {
  test(`an addition passes: ${text}`, () => expect(findFaults(text)).toEqual([]));
}

const refused = [
  'DROP TABLE "sends";',
  'DROP INDEX "sends_digest";',
  'ALTER TABLE "sends" DROP COLUMN "note";',
  'ALTER TABLE "sends" DROP CONSTRAINT "sends_status";',
  'ALTER TABLE "sends" RENAME COLUMN "note" TO "remark";',
  'ALTER TABLE "sends" RENAME TO "dispatches";',
  'ALTER TABLE "sends" ALTER COLUMN "note" SET NOT NULL;',
  'ALTER TABLE "sends" ALTER COLUMN "revision" SET DATA TYPE bigint;',
  'ALTER TABLE "sends" ADD COLUMN "note" text NOT NULL;',
  'ALTER TABLE "sends" ADD COLUMN "key" text DEFAULT gen_random_uuid()::text NOT NULL;',
  `ALTER TABLE "sends" ADD COLUMN "n" text GENERATED ALWAYS AS (mail ->> 'n') STORED;`,
  'ALTER TABLE "sends" ADD COLUMN "n" bigserial;',
  'ALTER TABLE "sends" ADD COLUMN "n" text, DROP COLUMN "note";',
  'ALTER TABLE "sends" ADD CONSTRAINT "c" CHECK (recipients > 0);',
  'CREATE INDEX "sends_note" ON "sends" USING btree ("note");',
  'ALTER TABLE "sends" ADD COLUMN "n" int;--> statement-breakpoint CREATE INDEX CONCURRENTLY "i" ON "sends" ("n");',
  'ALTER TABLE "sends" ADD COLUMN "n" int; DROP TABLE "pace";',
  `UPDATE "sends" SET "status" = 'sent';`,
  'DELETE FROM "events";',
  'TRUNCATE "events";',
  'CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;',
  'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; DROP TABLE "pace";',
];
for (const text of refused) {
  test(`what more than adds is refused: ${text}`, () => {
    expect(findFaults(text)).toHaveLength(1);
  });
}
