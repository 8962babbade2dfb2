// Everything that must be so before mail goes out, and while it does: a line each.

import type { Database } from '../../db/client.ts';
import { newestMigration, readMigration } from '../../db/migrations.ts';
import { findMisfits, readSession } from '../../db/session.ts';
import type { Dial } from '../../digest/checks/open-web.ts';
import type { ResendAccount } from '../../resend/account.ts';
import { readProblem } from '../feedback/missed-events-queries.ts';
import { readAlarmFacts, readTickAge } from '../watch/alarm-queries.ts';
import { readAccount } from '../watch/health-queries.ts';
import { type AccountSettings, describeAccountChecks } from './account-checks.ts';
import { bad, type Finding, type HealthCheck, well } from './health-check.ts';
import { lookAtPublicUrl } from './public-url.ts';
import { findCache, readServer } from './readiness-queries.ts';
import { describeMail, describeSwitch, describeTick, describeWork } from './work-checks.ts';

export interface Watched extends AccountSettings {
  db: Database;
  account: ResendAccount;
  dial: Dial;
  /** Names the key that signs links. */
  keyName: string;
  isProduction: boolean;
  senderAddress: string;
  isSendingOn: boolean;
  hasAlarms: boolean;
}

/** In the order in which one would put things right. Takes ten seconds at most where others are slow. */
export async function readHealth(watched: Watched): Promise<HealthCheck[]> {
  const { dial, publicUrl, keyName, isProduction } = watched;
  const [reached, account, own] = await Promise.all([
    lookAtPublicUrl(dial, publicUrl, keyName, isProduction),
    describeAccountChecks(watched.account, watched),
    lookAtOurselves(watched),
  ]);
  return [...account, { id: 'public_url', ...reached }, ...settingsOf(watched), ...own];
}

function settingsOf({ senderAddress, hasAlarms, isSendingOn }: Watched): HealthCheck[] {
  const address =
    senderAddress.trim() === ''
      ? bad('error', 'No postal address is set: no digest goes out.', 'Set SENDER_ADDRESS.')
      : well('Mails say a postal address.');
  const alarms = hasAlarms
    ? well('ALARM_URL is told when work stands still.')
    : bad('warning', 'Nobody is woken when work stands still.', 'Set ALARM_URL to a webhook.');
  return [
    { id: 'sender_address', ...address },
    { id: 'sending', ...describeSwitch(isSendingOn) },
    { id: 'alarms', ...alarms },
  ];
}

/** One statement after the other: a request has few connections. */
async function lookAtOurselves({ db, isProduction, isSendingOn }: Watched): Promise<HealthCheck[]> {
  const database = await lookAtDatabase(db, isProduction);
  const cache = (await findCache(db))
    ? bad(
        'error',
        'A SELECT shows what stood there before a write: claims and departures of a minute ago would be believed.',
        'Turn the cache off: `npx wrangler hyperdrive update ID --caching-disabled`.',
      )
    : well('What is written is read at once: no cache stands before the database.');
  const problem = await readProblem(db);
  const missed =
    problem === null
      ? well('Nothing stands before fetching missed events again.')
      : bad('warning', problem, 'Events of the last two weeks are fetched once it is put right.');
  return [
    { id: 'database', ...database },
    { id: 'database_cache', ...cache },
    { id: 'tick', ...describeTick(await readTickAge(db)) },
    ...describeWork(await readAlarmFacts(db), isSendingOn),
    { id: 'missed_events', ...missed },
    { id: 'account', ...describeMail(await readAccount(db)) },
  ];
}

async function lookAtDatabase(db: Database, isProduction: boolean): Promise<Finding> {
  const migrate = 'Run `npm run db:migrate` as the role of the worker.';
  if ((await readMigration(db)) < newestMigration) {
    return bad('error', 'The database waits for migrations.', migrate);
  }
  const misfits = findMisfits(await readSession(db));
  if (misfits.length > 0) {
    const detail = `Sessions of the database are not fit for work: ${misfits.join(', ')}.`;
    return bad('error', detail, `${migrate} Then let the pooler dial anew.`);
  }
  const { major, version, isEncrypted } = await readServer(db);
  const detail = `PostgreSQL ${version}${isEncrypted ? ' over TLS' : ', unencrypted'}`;
  if (major < 14) return bad('error', `${detail}.`, 'Take PostgreSQL 14 to 17.');
  if (!isProduction) return well(`${detail}.`);
  if (major > 17) {
    return bad('warning', `${detail}.`, 'Hyperdrive is documented for PostgreSQL up to 17.');
  }
  if (isEncrypted) return well(`${detail}.`);
  return bad(
    'warning',
    `${detail}.`,
    'Let the server take TLS alone, unless a tunnel leads to it.',
  );
}
