// The SQL of mail to the inbox.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { maybeRow, oneRow, run } from '../../db/statement.ts';

/** Why a mail was not taken. */
const Refusal = z.enum(['stranger', 'no_address', 'too_many', 'unread']);
export type Refusal = z.infer<typeof Refusal>;

const DoorRow = z.strictObject({
  turn: z.number(),
  takenAt: z.string().nullable(),
  refusedAt: z.string().nullable(),
  /** Since the address was made. */
  refused: z.number(),
  refusedWhy: Refusal.nullable(),
});
export type DoorRow = z.infer<typeof DoorRow>;

/** By primary key; null while the editor has no address. */
export async function selectDoor(db: Queryable, editor: string): Promise<DoorRow | null> {
  return maybeRow(db, 'readInboxDoor', DoorRow)`
    select turn, ${isoTime(sql`taken_at`)} as "takenAt", ${isoTime(sql`refused_at`)} as "refusedAt",
      refused, refused_why as "refusedWhy"
    from inbox_doors where editor_id = ${editor}`;
}

const TurnRow = z.strictObject({ turn: z.number() });

/** A first address, or the next one in its place; what was said of the one before is forgotten. */
export async function turnDoor(db: Queryable, editor: string): Promise<number> {
  const row = await oneRow(db, 'turnInboxDoor', TurnRow)`
    insert into inbox_doors (editor_id) values (${editor})
    on conflict (editor_id) do update set turn = inbox_doors.turn + 1, created_at = now(),
      taken_at = null, refused_at = null, refused = 0, refused_why = null
    returning turn`;
  return row.turn;
}

const KeeperRow = z.strictObject({
  /** The editor's own. */
  address: z.string(),
  /** Mails to them within the hour. */
  lately: z.number(),
  isKnown: z.boolean(),
});

/** Whose address this turn is, and what is known of this mail; null if it is nobody's, or of who may not write. */
export async function selectKeeper(
  db: Queryable,
  { editor, turn, mail }: { editor: string; turn: number; mail: string },
) {
  return maybeRow(db, 'readInboxKeeper', KeeperRow)`
    select e.address, exists (select from inbox_mails m where m.id = ${mail}) as "isKnown",
      (select count(*)::int from inbox_mails m
        where m.editor_id = e.id and m.at > now() - interval '1 hour') as lately
    from inbox_doors d join editors e on e.id = d.editor_id
    where d.editor_id = ${editor} and d.turn = ${turn} and e.role <> 'viewer'`;
}

/** False if it was worked before. */
export async function noteMail(tx: Queryable, mail: string, editor: string): Promise<boolean> {
  const written = await run(tx, 'noteInboxMail')`
    insert into inbox_mails (id, editor_id) values (${mail}, ${editor}) on conflict (id) do nothing`;
  return written === 1;
}

export async function noteTaken(tx: Queryable, editor: string): Promise<void> {
  await run(
    tx,
    'noteMailTaken',
  )`update inbox_doors set taken_at = now() where editor_id = ${editor}`;
}

export async function noteRefused(tx: Queryable, editor: string, why: Refusal): Promise<void> {
  await run(tx, 'noteMailRefused')`
    update inbox_doors set refused = refused + 1, refused_at = now(), refused_why = ${why}
    where editor_id = ${editor}`;
}

/** Resend tells nothing so long after. Index `inbox_mails_at`. */
export async function deleteOldMails(db: Queryable, days: number, limit: number): Promise<number> {
  return run(db, 'deleteOldInboxMails')`
    delete from inbox_mails where id in (
      select id from inbox_mails where at < now() - make_interval(days => ${days}::int) limit ${limit})`;
}
