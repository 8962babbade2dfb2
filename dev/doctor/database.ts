// Is the database fit for the worker and for Hyperdrive? By DATABASE_URL, past the pooler.

import { newestMigration, readMigration } from '../../src/db/migrations.ts';
import { findMisfits, readSession } from '../../src/db/session.ts';
import { readServer } from '../../src/sending/readiness/readiness-queries.ts';
import type { Check, Examined, Verdict } from './finding.ts';

export const databaseChecks: Check[] = [
  { name: 'database', part: 'setup', look: checkVersion },
  { name: 'schema', part: 'setup', look: checkSchema },
  { name: 'tls', part: 'setup', look: checkTls },
];

/** The span that developers.cloudflare.com/hyperdrive documents (read in November 2026), and ours. */
async function checkVersion({ db, databaseUrl }: Examined): Promise<Verdict> {
  const { major, version } = await readServer(db);
  if (major < 14) return { state: 'fail', message: `PostgreSQL ${version}: take 14 to 17.` };
  if (major <= 17) return { state: 'ok', message: `PostgreSQL ${version}.` };
  const message = `PostgreSQL ${version}: Hyperdrive is documented for 14 to 17 of ours`;
  if (isLocal(databaseUrl)) return { state: 'ok', message: `${message}; locally this is fine.` };
  return { state: 'warn', message: `${message}.` };
}

async function checkSchema({ db }: Examined): Promise<Verdict> {
  const misfits = findMisfits(await readSession(db));
  if (misfits.length > 0) {
    const message = `Sessions are not fit: ${misfits.join(', ')}. Run \`npm run db:migrate\` as the role of the worker.`;
    return { state: 'fail', message };
  }
  if ((await readMigration(db)) < newestMigration) {
    return { state: 'fail', message: 'Migrations are missing: run `npm run db:migrate`.' };
  }
  return {
    state: 'ok',
    message: 'Every migration is in, and sessions are as the worker needs them.',
  };
}

/** Hyperdrive takes no server without it. */
async function checkTls({ db, databaseUrl }: Examined): Promise<Verdict> {
  const { isEncrypted, offersTls } = await readServer(db);
  if (isEncrypted) return { state: 'ok', message: 'This connection is encrypted.' };
  if (offersTls) {
    return { state: 'ok', message: 'The server offers TLS, though this connection does without.' };
  }
  if (isLocal(databaseUrl)) {
    const message = 'Without TLS: fine on this machine; Hyperdrive would not connect.';
    return { state: 'ok', message };
  }
  const message = 'The server offers no TLS (`ssl = off`): Hyperdrive does not connect to it.';
  return { state: 'fail', message };
}

function isLocal(databaseUrl: string): boolean {
  return /^(localhost|127\.|\[::1\])/.test(new URL(databaseUrl).hostname);
}
