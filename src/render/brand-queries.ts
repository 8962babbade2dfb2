// Whose look, whose days and whose sender a mail has: those of the first list it is about.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../db/client.ts';
import { maybeRow } from '../db/statement.ts';
import { type Brand, parseBrand } from './brand.ts';

/** By the list's id; null for the house's own look, and where no list is named. */
export async function readBrand(
  db: Queryable,
  list: { id: number } | undefined,
): Promise<Brand | null> {
  return (await readLook(db, list)).brand;
}

/** What a digest's mail takes from the list it is about. */
export interface Look {
  /** Null for the house's own. */
  list: { id: number; slug: string; name: string } | null;
  brand: Brand | null;
  /** Whose days it shows; null: the house's. */
  timezone: string | null;
  /** The address it comes from, and where answers go; null: the house's. */
  from: string | null;
  replyTo: string | null;
}

/** By the list's id or slug; the house's own where no list is named or none of that name is there. */
export async function readLook(
  db: Queryable,
  list: { id: number } | { slug: string } | undefined,
): Promise<Look> {
  return list === undefined ? ownLook : selectLook(db, whichList(list));
}

/** Of the default list (the oldest public one): previews to nobody and test mails look like it. */
export function readDefaultLook(db: Queryable): Promise<Look> {
  return selectLook(db, sql`where visibility = 'public' order by id limit 1`);
}

/** The house’s own. */
export const ownLook: Look = { list: null, brand: null, timezone: null, from: null, replyTo: null };

const LookRow = z.strictObject({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  brand: z.unknown(),
  timezone: z.string().nullable(),
  from: z.string().nullable(),
  replyTo: z.string().nullable(),
});

async function selectLook(db: Queryable, which: SQL): Promise<Look> {
  const row = await maybeRow(db, 'selectLook', LookRow)`
    select id, slug, name, brand, timezone, from_address as "from", reply_to as "replyTo"
    from lists ${which}`;
  if (!row) return ownLook;
  const { brand, timezone, from, replyTo, ...list } = row;
  return { list, brand: parseBrand(brand), timezone, from, replyTo };
}

function whichList(list: { id: number } | { slug: string }): SQL {
  return 'id' in list ? sql`where id = ${list.id}` : sql`where slug = ${list.slug}`;
}
