// What zod found wrong, as the places and sentences of a problem.

import type * as z from 'zod';
import type { FieldError } from './errors.ts';

/** One entry per offending place; each unknown field is named by itself. */
export function toFieldErrors(error: z.ZodError, prefix: readonly string[] = []): FieldError[] {
  return error.issues.flatMap((issue) => describeIssue(issue, prefix));
}

function describeIssue(issue: z.core.$ZodIssue, prefix: readonly string[]): FieldError[] {
  const path = [...prefix, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: 'Unknown field: remove it',
    }));
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path: path.join('.'), message: missing ? 'Is required' : issue.message }];
}
