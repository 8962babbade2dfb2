// What zod found wrong, as the places and sentences of a problem.

import type * as z from 'zod';
import type { FieldError } from './errors.ts';

/**
 * One entry per offending place; each unknown field is named by itself. Parse with `reportInput`:
 * without it, every missing field would look like one of a wrong type.
 */
export function toFieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap(describeIssue);
}

function describeIssue(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: 'Unknown field: remove it',
    }));
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path: path.join('.'), message: missing ? 'Is required' : issue.message }];
}
