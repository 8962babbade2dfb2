// A fresh audience for one test: database, keys, a clock that moves by hand, and the enqueued emails.

import { desc, eq, sql } from 'drizzle-orm';
import { subscribe } from '../../src/audience/joining/subscribe.ts';
import { selectSubscriberByEmail } from '../../src/audience/queries.ts';
import { trustEmailAddress } from '../../src/base/email-address.ts';
import { createTokenRing } from '../../src/base/token.ts';
import { letters } from '../../src/db/schema/mail.ts';
import { signConfirmLink } from '../../src/transactional/confirm-link.ts';
import { freshDatabase } from '../support/database.ts';
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

  /** The token in the newest email to the address. */
  async function confirmToken(address: string): Promise<string> {
    const found = await db
      .select()
      .from(letters)
      .where(eq(letters.address, address))
      .orderBy(desc(letters.createdAt));
    if (!found[0]) throw new Error(`no email to ${address}`);
    return signConfirmLink(tokens, found[0]);
  }

  return {
    ...deps,
    deps,
    url,
    queued,
    confirmToken,
    join: (email: string, list: string[] = []) => subscribe(deps, { email, list }, context),
    async person(email: string) {
      const found = await selectSubscriberByEmail(db, trustEmailAddress(email));
      if (!found) throw new Error(`no subscriber ${email}`);
      return found;
    },
    /** `{slug: status}` of everything the address subscribes to. */
    async standing(email: string): Promise<Record<string, string>> {
      const rows = await db.execute<{ slug: string; status: string }>(sql`
        select l.slug, s.status from subscriptions s join lists l on l.id = s.list_id
        join subscribers p on p.id = s.subscriber_id where p.email = ${email} order by l.id`);
      return Object.fromEntries(rows.map((row) => [row.slug, row.status]));
    },
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
