// Who may come in at a development stack from its first start on: a key, and an owner by a link.

import { ensureEditor } from '../src/access/editors/editors.ts';
import { ensureDevelopmentKey } from '../src/access/keys/api-key.ts';
import { writeSignInLink } from '../src/access/sessions/sign-in.ts';
import type { EmailAddress } from '../src/base/email-address.ts';
import { createTokenRing } from '../src/base/token.ts';
import { type Database, openDatabase } from '../src/db/client.ts';

export function letKeyIn(databaseUrl: string, key: string): Promise<void> {
  return withDatabase(databaseUrl, (db) => ensureDevelopmentKey(db, key, 'development'));
}

/** The path of a fresh link: whoever reads the terminal sits at this machine. */
export function writeOwnersLink(
  databaseUrl: string,
  owner: EmailAddress,
  signingKey: string,
): Promise<string | null> {
  return withDatabase(databaseUrl, async (db) => {
    await ensureEditor(db, owner, 'owner');
    return writeSignInLink({ db, tokens: createTokenRing([signingKey]) }, owner);
  });
}

async function withDatabase<Result>(
  url: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const database = openDatabase(url, 1, { prepare: false });
  try {
    return await work(database.db);
  } finally {
    await database.close();
  }
}
