// Whether lists are so large that nobody should wait for their people to be counted.

import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Database } from '../../db/client.ts';
import { oneRow } from '../../db/statement.ts';

const LargeRow = z.strictObject({ isLarge: z.boolean() });

/** True if these lists hold more subscriptions than that; looks at no more of them, by primary key. */
export async function holdMoreThan(
  db: Database,
  slugs: readonly string[],
  most: number,
): Promise<boolean> {
  const { isLarge } = await oneRow(db, 'holdMoreThan', LargeRow)`
    select count(*) > ${most}::int as "isLarge" from (
      select from lists l join subscriptions c on c.list_id = l.id
      where l.slug = any(${textArray(slugs)}) limit ${most + 1}::int) looked_at`;
  return isLarge;
}
