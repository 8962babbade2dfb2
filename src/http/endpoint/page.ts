// Lists that page by cursor: the same query and the same frame everywhere.

import * as z from 'zod';
import { json } from './answer.ts';

/** `{data, nextCursor}`; the cursor is null on the last page. */
export function page<Item extends z.ZodType>(description: string, item: Item) {
  return json(
    description,
    z.strictObject({ data: z.array(item), nextCursor: z.string().nullable() }),
  );
}
