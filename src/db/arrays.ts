// Arrays as PostgreSQL reads them: one parameter instead of one per value, half as dear as JSON.

import { type SQL, sql } from 'drizzle-orm';

/** Text in quotes, so that nothing in it is syntax; null stays null. To be cast: `::text[]`. */
export function textArray(values: readonly (string | null)[]): string {
  let literal = '';
  for (const value of values) literal += value === null ? ',null' : `,"${quoteText(value)}"`;
  return `{${literal.slice(1)}}`;
}

export function numberArray(values: readonly (number | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`;
}

/** Values as JSON, to be cast to `::jsonb[]`. */
export function jsonArray(values: readonly unknown[]): string {
  return textArray(values.map((value) => JSON.stringify(value)));
}

const special = /["\\]/g;

function quoteText(text: string): string {
  return text.includes('"') || text.includes('\\') ? text.replace(special, '\\$&') : text;
}

export function intArray(values: readonly number[]): SQL {
  return sql`${numberArray(values)}::int[]`;
}

export function bigintArray(values: readonly number[]): SQL {
  return sql`${numberArray(values)}::bigint[]`;
}
