// What a schema without words of its own says of a wrong value: what it must be instead.

import type * as z from 'zod';

type Issue = z.core.$ZodRawIssue;

/**
 * The `error` of a parse. Undefined for unions, unknown fields and what is wrong within a key: `parseFields` takes
 * those apart.
 */
export function sayField(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? `Must be of the type ${issue.expected}`;
    case 'invalid_value':
      return `Must be ${issue.values.map(quote).join(' or ')}`;
    case 'too_big':
      return sayMost(issue.origin, Number(issue.maximum), issue.inclusive ?? true);
    case 'too_small':
      return sayLeast(issue.origin, Number(issue.minimum), issue.inclusive ?? true);
    case 'invalid_format':
      return formats[issue.format] ?? `Must match the pattern ${issue.pattern ?? issue.format}`;
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}`;
    default:
      return undefined;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'Must be text',
  number: 'Must be a number',
  int: 'Must be a whole number',
  boolean: 'Must be true or false',
  null: 'Must be null',
  array: 'Must be a list, in [ ]',
  tuple: 'Must be a list, in [ ]',
  object: 'Must be an object, in { }',
  record: 'Must be an object, in { }',
};

const formats: Readonly<Record<string, string>> = {
  uuid: 'Must be an id, as an answer has shown it',
  datetime: 'Must be a moment such as 2026-12-31T00:00:00Z',
  date: 'Must be a day that exists, written YYYY-MM-DD',
  email: 'Must be an e-mail address',
  url: 'Must be an address, with https://',
};

function quote(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}

function sayMost(origin: string, most: number, isInclusive: boolean): string {
  if (origin === 'string') return `Must be at most ${most} characters`;
  if (isCounted(origin)) return `Holds at most ${entries(most)}`;
  return isInclusive ? `Must be at most ${most}` : `Must be less than ${most}`;
}

function sayLeast(origin: string, least: number, isInclusive: boolean): string {
  if (origin === 'string') {
    return least === 1 ? 'Must not be empty' : `Must be at least ${least} characters`;
  }
  if (isCounted(origin)) return `Needs at least ${entries(least)}`;
  return isInclusive ? `Must be at least ${least}` : `Must be more than ${least}`;
}

function isCounted(origin: string): boolean {
  return ['array', 'set', 'map', 'object', 'record'].includes(origin);
}

function entries(count: number): string {
  return count === 1 ? 'one entry' : `${count} entries`;
}
