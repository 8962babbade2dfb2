// A fresh audience for one test: database, keys, a clock that moves by hand, and the enqueued emails.

import { sql } from 'drizzle-orm';
import { subscribe } from '../../src/audience/joining/subscribe.ts';
import { selectSubscriberByEmail } from '../../src/audience/queries.ts';
import { trustEmailAddress } from '../../src/base/email-address.ts';
import { createTokenRing } from '../../src/base/token.ts';
import { freshDatabase } from '../support/database.ts';
import { readConfirmToken, readStanding } from '../support/fixtures.ts';
import { passTime } from '../support/time.ts';

export const context = {
  language: 'ja',
  wording: 'Send me the digest.',
  document: '2026-11',
  network: '192.0.2.0',
  showsForm: true,
};

export async function setup() {
  const { db, url } = await freshDatabase();
  const tokens = createTokenRing(['a-signing-key-for-tests-of-32-characters']);
  const queued: string[] = [];
  const deps = {
    db,
    tokens,
    now: new Date(),
    clock: (): Date => deps.now,
    enqueueEmail: async (emailId: string) => {
      queued.push(emailId);
    },
    emailsPerHour: 2000,
    afterAnswer: (work: () => Promise<void>) => work(),
  };

  return {
    ...deps,
    deps,
    url,
    queued,
    /** The token in the newest email to the address. */
    confirmToken: (address: string) => readConfirmToken(db, tokens, address),
    join: (email: string, list: string[] = []) => subscribe(deps, { email, list }, context),
    async person(email: string) {
      const found = await selectSubscriberByEmail(db, trustEmailAddress(email));
      if (!found) throw new Error(`no subscriber ${email}`);
      return found;
    },
    /** `{slug: status}` of everything the address subscribes to. */
    standing: (email: string) => readStanding(db, email),
    /** `list action method` of each consent record, oldest first. */
    async consents(email: string): Promise<string[]> {
      const rows = await db.execute<{ note: string }>(sql`
        select l.slug || ' ' || c.action || ' ' || c.method as note
        from consents c join lists l on l.id = c.list_id
        join subscribers p on p.id = c.subscriber_id where p.email = ${email} order by c.id`);
      return rows.map((row) => row.note);
    },
    /** As if so long had gone by in the database. */
    age: (interval: string) => passTime(db, interval),
  };
}
