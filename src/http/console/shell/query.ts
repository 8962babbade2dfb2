// What an address asks of a page: a value of a few, a place in a list.

import type * as z from 'zod';
import type { PageQuery } from '../../../base/cursor.ts';
import type { AppContext } from '../../context.ts';

/** How many lines a page of the console has. */
const pageLines = 30;

/** The query's value if it is one of the schema's; null for everything else: an old link still opens. */
export function queryOf<Value>(
  c: AppContext,
  name: string,
  schema: z.ZodType<Value>,
): Value | null {
  return schema.safeParse(c.req.query(name)).data ?? null;
}

/** The page that the query's cursor asks for. */
export function pageOf(c: AppContext): PageQuery {
  const cursor = c.req.query('cursor');
  return { limit: pageLines, ...(cursor === undefined ? {} : { cursor: cursor.slice(0, 500) }) };
}

/** An address with these parts of a query, those that are null left out. */
export function address(path: string, query: Readonly<Record<string, string | null>>): string {
  const said = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null);
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`;
}
