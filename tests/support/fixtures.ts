// What tests put into a database and read from it past the product's own verbs.

import { desc, eq, sql } from 'drizzle-orm';
import type { TokenRing } from '../../src/base/token.ts';
import type { Database } from '../../src/db/client.ts';
import { letters } from '../../src/db/schema/mail.ts';
import type { DigestInput } from '../../src/digest/schema.ts';
import { signConfirmLink } from '../../src/transactional/confirm-link.ts';

/** Stores a digest of one revision, unchecked; its id. */
export async function storeDigest(
  db: Database,
  content: DigestInput,
  slugOf: (id: string) => string = (id) => `digest-${id.slice(0, 8)}`,
): Promise<string> {
  const id = crypto.randomUUID();
  const json = JSON.stringify(content);
  await db.execute(sql`
    insert into digests (id, slug, content) values (${id}, ${slugOf(id)}, ${json}::jsonb)`);
  await db.execute(sql`
    insert into digest_revisions (digest_id, revision, content) values (${id}, 1, ${json}::jsonb)`);
  return id;
}

/** The token in the newest email to the address. */
export async function readConfirmToken(
  db: Database,
  tokens: TokenRing,
  address: string,
): Promise<string> {
  const found = await db
    .select()
    .from(letters)
    .where(eq(letters.address, address))
    .orderBy(desc(letters.createdAt));
  if (!found[0]) throw new Error(`no email to ${address}`);
  return signConfirmLink(tokens, found[0]);
}

/** `{slug: status}` of everything the address subscribes to. */
export async function readStanding(db: Database, email: string): Promise<Record<string, string>> {
  const rows = await db.execute<{ slug: string; status: string }>(sql`
    select l.slug, s.status from subscriptions s join lists l on l.id = s.list_id
    join subscribers p on p.id = s.subscriber_id where p.email = ${email} order by l.id`);
  return Object.fromEntries(rows.map((row) => [row.slug, row.status]));
}
