// The SQL of the ledger: which addresses of a list are held by a proposal, and which its readers had.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { numberArray, textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { among, finalSendStates } from '../../db/schema/states.ts';
import { allRows, maybeRow, run } from '../../db/statement.ts';
import { isMailed } from '../../digest/mailed-queries.ts';

/** Given `sends s`: readers have it. One that was cancelled half-way counts, too: some have it. */
const isOut = sql`(s.status = 'sent' or (s.finished_at is not null and ${isMailed}))`;

/** Until the end of the transaction nobody else chooses addresses for this list. */
export async function lockLedger(tx: Queryable, listId: number): Promise<void> {
  await run(tx, 'lockLedger')`select id from lists where id = ${listId} for no key update`;
}

const AddressRow = z.strictObject({ address: z.string() });

/**
 * Of these addresses those that the list has used, that a proposal other than this one holds, or that so many
 * proposals could not read. By the primary key of `used_addresses` and by `held_addresses_list`.
 */
export async function selectTaken(
  db: Queryable,
  { listId, butFor, tries }: { listId: number; butFor: string | null; tries: number },
  addresses: readonly string[],
): Promise<string[]> {
  const rows = await allRows(db, 'selectTaken', AddressRow)`
    select a.address from unnest(${textArray(addresses)}::text[]) a(address)
    where exists (select from used_addresses u where u.list_id = ${listId} and u.address = a.address)
      or exists (select from held_addresses h where h.list_id = ${listId} and h.address = a.address
        and h.is_held and h.proposal_id is distinct from ${butFor}::uuid)
      or (select count(*) from held_addresses h
        join proposal_sources s on s.proposal_id = h.proposal_id and s.n = h.source
        where h.list_id = ${listId} and h.address = a.address and s.state in ('thin', 'failed'))
        >= ${tries}`;
  return rows.map(({ address }) => address);
}

export interface HeldAddress {
  source: number;
  address: string;
}

/** An address that the proposal holds already stays with its first source. */
export async function insertHeld(
  tx: Queryable,
  { proposalId, listId }: { proposalId: string; listId: number },
  held: readonly HeldAddress[],
): Promise<void> {
  await run(tx, 'insertHeld')`
    insert into held_addresses (proposal_id, address, source, list_id)
    select ${proposalId}::uuid, h.address, h.source, ${listId}::int
    from unnest(${textArray(held.map(({ address }) => address))}::text[],
      ${numberArray(held.map(({ source }) => source))}::int[]) h(address, source)
    on conflict do nothing`;
}

const SendRow = z.strictObject({
  id: z.string(),
  digestId: z.string(),
  revision: z.number(),
});
export type OutSend = z.infer<typeof SendRow>;

/** Sends that are out and not in the ledger yet, oldest first. One pass over the sends, of which there are few. */
export async function selectUnfoldedSends(db: Queryable, limit: number): Promise<OutSend[]> {
  return allRows(db, 'selectUnfoldedSends', SendRow)`
    select s.id, s.digest_id as "digestId", s.revision from sends s
    where s.status in ${among(finalSendStates)}
      and not exists (select from folded_sends f where f.send_id = s.id) and ${isOut}
    order by s.id limit ${limit}`;
}

/** False if somebody else has done it. */
export async function insertFolded(tx: Queryable, sendId: string): Promise<boolean> {
  return (
    (await run(tx, 'insertFolded')`
      insert into folded_sends (send_id) values (${sendId}) on conflict do nothing`) === 1
  );
}

/** For each list of the send that still exists. The latest digest stays. */
export async function insertUsed(
  tx: Queryable,
  sendId: string,
  addresses: readonly string[],
): Promise<void> {
  await run(tx, 'insertUsed')`
    insert into used_addresses (list_id, address, digest_id, used_at)
    select l.id, a.address, s.digest_id, coalesce(s.started_at, s.created_at)
    from sends s join lists l on l.id = any(s.list_ids),
      (select distinct unnest(${textArray(addresses)}::text[])) a(address)
    where s.id = ${sendId}
    order by l.id, a.address
    on conflict (list_id, address) do update set digest_id = excluded.digest_id, used_at = excluded.used_at
    where excluded.used_at > used_addresses.used_at`;
}

/** Given `proposals p`: everything that decides what it holds, as one text. */
const standing = sql`concat_ws('|', p.status, coalesce(p.digest_id::text, p.digested_at::text, ''),
  p.released_at,
  (select d.revision from digests d where d.id = p.digest_id),
  (select string_agg(concat_ws(':', s.id, s.status, s.revision, f.send_id is null), ',' order by s.id)
    from sends s left join folded_sends f on f.send_id = s.id
    where s.digest_id = p.digest_id and p.list_id = any(s.list_ids)))`;

const IdRow = z.strictObject({ id: z.string() });

/** Proposals of which something has changed since the ledger was written for them. One pass over half a year's. */
export async function selectChangedProposals(db: Queryable, limit: number): Promise<string[]> {
  const rows = await allRows(db, 'selectChangedProposals', IdRow)`
    select p.id from proposals p
    where p.list_id is not null and p.folded_as is distinct from ${standing}
    order by p.created_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

const StandingRow = z.strictObject({
  standing: z.string(),
  status: z.string(),
  digestId: z.string().nullable(),
  /** A digest was made of it, and thrown away. */
  isThrownAway: z.boolean(),
  /** It was over without a send. */
  isReleased: z.boolean(),
  /** The revisions that are on their way to its list; null if it was never to be sent there. */
  revisions: z.array(z.int()).nullable(),
  /** The digest's newest. */
  revision: z.int().nullable(),
});
export type LedgerStanding = z.infer<typeof StandingRow>;

/** Holds the proposal's row until the end of the transaction; null if it is gone. */
export async function lockStanding(
  tx: Queryable,
  proposalId: string,
): Promise<LedgerStanding | null> {
  await run(tx, 'lockHolder')`select id from proposals where id = ${proposalId} for update`;
  return maybeRow(tx, 'lockStanding', StandingRow)`
    select ${standing} as standing, p.status, p.digest_id as "digestId",
      p.digest_id is null and p.digested_at is not null as "isThrownAway", p.released_at is not null as "isReleased",
      (select d.revision from digests d where d.id = p.digest_id) as revision,
      (select coalesce(json_agg(s.revision) filter (where s.status not in ${among(finalSendStates)}
          or (${isOut} and f.send_id is null)), '[]'::json)
        from sends s left join folded_sends f on f.send_id = s.id
        where s.digest_id = p.digest_id and p.list_id = any(s.list_ids) having count(*) > 0) as revisions
    from proposals p where p.id = ${proposalId}`;
}

/** Holds what belongs to these sources and releases the others, and notes for which standing. */
export async function writeHeld(
  tx: Queryable,
  proposalId: string,
  { sources, standing: seen }: { sources: readonly number[]; standing: string },
): Promise<void> {
  await run(tx, 'writeHeld')`
    update held_addresses set is_held = not is_held
    where proposal_id = ${proposalId}
      and is_held <> (source = any(${numberArray(sources)}::int[]))`;
  await run(tx, 'noteFolded')`
    update proposals set folded_as = ${seen} where id = ${proposalId}`;
}

/**
 * It is over: what it held is free at once, unless its digest has a send, be it one that is over. What that has
 * sent, or will, only the next fold knows.
 */
export async function releaseProposal(tx: Queryable, proposalId: string): Promise<void> {
  await run(tx, 'releaseProposal')`
    update proposals set released_at = coalesce(released_at, now()) where id = ${proposalId}`;
  await run(tx, 'releaseHeld')`
    update held_addresses set is_held = false where proposal_id = ${proposalId} and is_held
      and not exists (select from proposals p join sends s on s.digest_id = p.digest_id
        where p.id = ${proposalId})`;
}

const SourceRow = z.strictObject({
  proposalId: z.string(),
  n: z.int(),
  state: z.string(),
  copyOf: z.int().nullable(),
  given: z.string(),
  /** What a digest cites; null where nothing was read. */
  cited: z.string().nullable(),
});
export type LedgerSource = z.infer<typeof SourceRow>;

/** The sources of a proposal, or of all that a digest was made of. */
export async function selectLedgerSources(
  db: Queryable,
  of: { proposalId: string } | { digestId: string },
): Promise<LedgerSource[]> {
  const which = 'digestId' in of ? sql`p.digest_id = ${of.digestId}` : sql`p.id = ${of.proposalId}`;
  return allRows(db, 'selectLedgerSources', SourceRow)`
    select s.proposal_id as "proposalId", s.n, s.state, s.copy_of as "copyOf", s.url as given, a.url as cited
    from proposals p join proposal_sources s on s.proposal_id = p.id
    left join articles a on a.id = s.article_id
    where ${which} order by s.proposal_id, s.n`;
}

const UsedRow = z.strictObject({
  address: z.string(),
  digestId: z.string(),
  usedAt: z.string().transform((text) => new Date(text)),
});
export type UsedAddress = z.infer<typeof UsedRow>;

/** When, and in which digest, a list last had these addresses. */
export async function selectUsed(
  db: Queryable,
  listId: number,
  addresses: readonly string[],
): Promise<UsedAddress[]> {
  return allRows(db, 'selectUsed', UsedRow)`
    select address, digest_id as "digestId", ${isoTime(sql`used_at`)} as "usedAt" from used_addresses
    where list_id = ${listId} and address = any(${textArray(addresses)}::text[])`;
}

/** Of these addresses those that another proposal for the list holds. By `held_addresses_list`. */
export async function selectHeldElsewhere(
  db: Queryable,
  { listId, proposalId }: { listId: number; proposalId: string },
  addresses: readonly string[],
): Promise<string[]> {
  const rows = await allRows(db, 'selectHeldElsewhere', AddressRow)`
    select distinct address from held_addresses
    where list_id = ${listId} and address = any(${textArray(addresses)}::text[])
      and is_held and proposal_id <> ${proposalId}::uuid`;
  return rows.map(({ address }) => address);
}
