// The caps in SQL: what a new email is measured against, and the tally of those not written.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { EmailAddress } from '../base/email-address.ts';
import type { Queryable } from '../db/client.ts';
import { among, askingEmails } from '../db/schema/states.ts';
import { allRows, oneRow, run } from '../db/statement.ts';

/** Emails of the last hour, unless it says otherwise. An address has one, and three in 30 days. */
export interface Caps {
  /** To requests from one network (IPv6: one /64). */
  network: number;
  /** To addresses of one domain. */
  domain: number;
  /** In all. */
  total: number;
}

/** What stopped an email, by the narrowest reason. */
export const Refusal = z.enum(['address', 'network', 'domain', 'total']);
export type Refusal = z.infer<typeof Refusal>;

const asking = among(askingEmails);

const minutesWatched = 10;

/**
 * The narrowest cap that stops an email to this address now, as text; null lets it pass. Without
 * `caps`, only those of the address hold. Indexes `letters_address` and `letters_created`: an hour
 * has at most `caps.total` emails. Emails that editors ask for (tests) do not count.
 */
export function findRefusal(
  email: EmailAddress,
  from: { network: string | null; caps?: Caps | undefined },
): SQL {
  const { network, caps } = from;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const others = caps
    ? sql`(
      select case
        when ${network}::text is not null
          and count(*) filter (where network = ${network}) >= ${caps.network} then 'network'
        when count(*) filter (where split_part(address, '@', 2) = ${domain}) >= ${caps.domain}
          then 'domain'
        when count(*) >= ${caps.total} then 'total' end
      from letters where kind in ${asking}
        and created_at > now() - interval '1 hour' and not data ? 'remindsOf')`
    : sql`null`;
  return sql`coalesce((
    select case when count(*) >= 3
      or count(*) filter (where created_at > now() - interval '1 hour') >= 1 then 'address' end
    from letters where address = ${email} and kind in ${asking}
      and created_at > now() - interval '30 days'), ${others})`;
}

const RefusalRow = z.strictObject({ refusal: Refusal.nullable() });

/** Looks before anything is locked or written: under attack, most requests end here. */
export async function selectRefusal(
  db: Queryable,
  email: EmailAddress,
  from: { network: string | null; caps: Caps },
): Promise<Refusal | null> {
  const { refusal } = await oneRow(db, 'selectRefusal', RefusalRow)`
    select ${findRefusal(email, from)} as refusal`;
  return refusal;
}

/** One row a minute and reason. */
export async function countRefusal(db: Queryable, refusal: Refusal): Promise<void> {
  await run(db, 'tallyRefusal')`
    insert into joining_tally as t (minute, refusal, count)
    values (date_trunc('minute', now()), ${refusal}, 1)
    on conflict (minute, refusal) do update set count = t.count + 1`;
}

const RefusalCount = z.strictObject({ refusal: Refusal, count: z.number() });

/** Refusals of the last ten minutes, by reason. */
export async function selectRefusals(db: Queryable): Promise<Partial<Record<Refusal, number>>> {
  const rows = await allRows(db, 'selectRefusals', RefusalCount)`
    select refusal, sum(count)::int as count from joining_tally
    where minute > now() - make_interval(mins => ${minutesWatched}) group by refusal`;
  return Object.fromEntries(rows.map(({ refusal, count }) => [refusal, count]));
}

const CountRow = z.strictObject({ count: z.number() });

/** Emails that the form has caused in the last hour. */
export async function countEmails(db: Queryable): Promise<number> {
  const { count } = await oneRow(db, 'countEmails', CountRow)`
    select count(*)::int as count from letters where kind in ${asking}
      and created_at > now() - interval '1 hour'`;
  return count;
}
