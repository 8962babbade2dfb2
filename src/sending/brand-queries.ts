// Whose look a mail has: that of the first list it is about.

import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../db/client.ts';
import { allRows } from '../db/rows.ts';
import { type Brand, parseBrand } from '../render/brand.ts';

/** By the list's id or slug, each unique; null for the house's own look, and where no list is named. */
export async function readBrand(
  db: Queryable,
  list: { id: number } | { slug: string } | undefined,
): Promise<Brand | null> {
  if (list === undefined) return null;
  return selectBrand(
    db,
    'id' in list ? sql`where id = ${list.id}` : sql`where slug = ${list.slug}`,
  );
}

/** Of the default list (the oldest public one): previews to nobody and test mails look like it. */
export function readDefaultBrand(db: Queryable): Promise<Brand | null> {
  return selectBrand(db, sql`where visibility = 'public' order by id limit 1`);
}

async function selectBrand(db: Queryable, which: SQL): Promise<Brand | null> {
  const rows = await db.execute(sql`select brand from lists ${which}`);
  return parseBrand(allRows<{ brand: unknown }>(rows)[0]?.brand ?? null);
}
