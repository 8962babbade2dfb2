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
  const [only, ...others] = fittingForms(issue);
  if (only !== undefined && others.length === 0) {
    return only.flatMap((inner) =>
      describeIssue({ ...inner, path: [...issue.path, ...inner.path] }),
    );
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path: path.join('.'), message: missing ? 'Is required' : issue.message }];
}

/** What is wrong by each form of a union that is of the right type at all; none where it has words of its own. */
function fittingForms(issue: z.core.$ZodIssue): z.core.$ZodIssue[][] {
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input') return [];
  const isOfItsType = (inner: z.core.$ZodIssue) =>
    inner.code !== 'invalid_type' || inner.path.length > 0;
  return issue.errors.filter((issues) => issues.length > 0 && issues.every(isOfItsType));
}
