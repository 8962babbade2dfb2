// Opaque cursors: where the next page of a list starts, as text a caller only hands back.

import * as z from 'zod';
import { AppError } from './errors.ts';
import { fromBase64Url, toBase64Url } from './ids.ts';

/** Pages of `data`; `nextCursor` is null on the last one. */
export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}

/** The page a caller asks for: at most 200 items, from the start without a cursor. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({
    description: 'How many a page holds at most.',
  }),
  cursor: z
    .string()
    .max(500)
    .regex(/^[\w-]+$/, 'Must be a nextCursor of this list, unchanged')
    .exactOptional()
    .meta({ description: 'The `nextCursor` of the page before.' }),
});
export type PageQuery = z.infer<typeof PageQuery>;

export interface CursorOf<Key> {
  encode(key: Key): string;
  /** The key, null for no cursor; AppError `invalid` for anything that `encode` did not make. */
  decode(cursor: string | undefined): Key | null;
  /**
   * A page from up to `limit` + 1 rows: the extra row only says that there is more. `keyOf` names
   * the place of a row in the order.
   */
  page<Row, Item>(
    rows: readonly Row[],
    limit: number,
    keyOf: (row: Row) => Key,
    view: (row: Row) => Item,
  ): Page<Item>;
}

/**
 * The cursor of one list: `name` keeps a cursor of one list out of another, `key` is what a
 * decoded one must be, with bounds, as it goes straight into a query.
 */
export function defineCursor<Key>(name: string, key: z.ZodType<Key>): CursorOf<Key> {
  const Content = z.tuple([z.literal(name), key]);
  const encode = (value: Key) =>
    toBase64Url(new TextEncoder().encode(JSON.stringify([name, value])));
  return {
    encode,
    decode(cursor) {
      if (cursor === undefined) return null;
      const content = Content.safeParse(readJson(cursor));
      if (content.success) return content.data[1];
      throw new AppError('invalid', 'This cursor was not made by this list.', {
        errors: [{ path: 'cursor', message: 'Must be a nextCursor of this list, unchanged' }],
      });
    },
    page(rows, limit, keyOf, view) {
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { data: shown.map(view), nextCursor: more ? encode(keyOf(last)) : null };
    },
  };
}

function readJson(cursor: string): unknown {
  const bytes = fromBase64Url(cursor);
  if (!bytes) return null;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
