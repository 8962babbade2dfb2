// What the clock forgets of the outbox and its limits. Each statement takes a bounded bite.

import { sql } from 'drizzle-orm';
import type { Queryable } from '../db/client.ts';
import { among, askingEmails } from '../db/schema/states.ts';
import { run } from '../db/statement.ts';

const asking = among(askingEmails);

/**
 * Emails that are 90 days old: the caps look back 30 days, and a link pressed again shows its
 * success until here. Ids carry their time, so `olderThanId` is a range of the primary key.
 */
export async function deleteOldEmails(db: Queryable, olderThanId: string): Promise<void> {
  await run(db, 'deleteOldEmails')`
    delete from letters where id in (
      select id from letters where id < ${olderThanId}::uuid order by id limit 5000)`;
}

/**
 * Networks of emails, once their time is up, but not within the hour: the caps look at them. Index
 * `letters_created`.
 */
export async function deleteEmailNetworks(db: Queryable, days: number): Promise<void> {
  const age = sql`make_interval(hours => ${days * 24}::int)`;
  await run(db, 'deleteEmailNetworks')`
    update letters set network = null where id in (
      select id from letters
      where kind in ${asking} and network is not null
        and created_at < now() - greatest(${age}, interval '1 hour') limit 5000)`;
}

/** The breaker looks back ten minutes; a day is for people. */
export async function deleteOldTally(db: Queryable): Promise<void> {
  await run(
    db,
    'deleteOldTally',
  )`delete from joining_tally where minute < now() - interval '1 day'`;
}
