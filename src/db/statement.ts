// SQL by hand: each statement has a name, and each row that it gives is checked against a shape.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from './client.ts';

/** A statement as a template, with its parameters and pieces of SQL. Begins with a word of SQL. */
type Template<Result> = (text: TemplateStringsArray, ...values: unknown[]) => Promise<Result>;

/** A `bigint` column: the driver gives it as text, and all of ours fit a number. */
export const bigint = z.string().transform(Number);

/**
 * Every row of a statement, as `shape` says:
 *
 *     allRows(db, 'findEndedPauses', IdRow)`select id from sends where …`
 *
 * A row of another shape is a bug, or another version's database, and throws. To check one takes a
 * microsecond, to make a shape forty: it stands beside the function, not inside it.
 */
export function allRows<Shape extends z.ZodType>(
  db: Queryable,
  name: string,
  shape: Shape,
): Template<z.output<Shape>[]> {
  return async (text, ...values) => {
    const rows = await execute(db, name, text, values);
    return rows.map((row) => check(name, shape, row));
  };
}

/** The first row, or null if there is none. */
export function maybeRow<Shape extends z.ZodType>(
  db: Queryable,
  name: string,
  shape: Shape,
): Template<z.output<Shape> | null> {
  return async (text, ...values) => {
    const [row] = await execute(db, name, text, values);
    return row === undefined ? null : check(name, shape, row);
  };
}

/** The row of a statement that always gives one; without it, throws. */
export function oneRow<Shape extends z.ZodType>(
  db: Queryable,
  name: string,
  shape: Shape,
): Template<z.output<Shape>> {
  return async (text, ...values) => {
    const [row] = await execute(db, name, text, values);
    if (row === undefined)
      throw new Error(`The statement ${name} always gives a row, and gave none`);
    return check(name, shape, row);
  };
}

/** A statement whose rows nobody reads; how many there were, or how many it wrote. */
export function run(db: Queryable, name: string): Template<number> {
  return async (text, ...values) => (await execute(db, name, text, values)).count;
}

function execute(db: Queryable, name: string, text: TemplateStringsArray, values: unknown[]) {
  return db.execute(sql(withName(text, name), ...values));
}

/**
 * The name stands in the text behind its first word, where logs, `pg_stat_activity` (which cuts long
 * texts) and `pg_stat_statements` (which since PostgreSQL 18 drops a comment in front) all show it. Part
 * of the text, it leaves one prepared statement one.
 */
function withName(text: TemplateStringsArray, name: string): TemplateStringsArray {
  const [head = '', ...rest] = text;
  return Object.assign([head.replace(/^\s*\w+/, `$& /* ${name} */`), ...rest], { raw: text.raw });
}

/** Names the columns that are wrong, and no value: rows hold addresses. */
function check<Shape extends z.ZodType>(name: string, shape: Shape, row: unknown): z.output<Shape> {
  const checked = shape.safeParse(row);
  if (checked.success) return checked.data;
  const wrong = checked.error.issues.flatMap((issue) =>
    issue.path.length === 0 && issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${key} (unknown)`)
      : `${String(issue.path[0] ?? 'the row')} (${issue.code})`,
  );
  throw new Error(`The statement ${name} gave a row of another shape: ${wrong.join(', ')}`);
}
