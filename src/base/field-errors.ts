// A value as its schema reads it, or what is wrong with it as the places and sentences of a problem.

import type * as z from 'zod';
import type { FieldError } from './errors.ts';
import { sayField } from './field-words.ts';

export type ParsedFields<Value> =
  | { kind: 'ok'; value: Value }
  | { kind: 'invalid'; errors: FieldError[] };

/** One error per offending place; each unknown field is named by itself. */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): ParsedFields<z.output<Schema>> {
  // Without the input, every missing field would look like one of a wrong type.
  const result = schema.safeParse(value, { reportInput: true, error: sayField });
  if (result.success) return { kind: 'ok', value: result.data };
  return { kind: 'invalid', errors: result.error.issues.flatMap(describeIssue) };
}

function describeIssue(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: 'Unknown field: remove it',
    }));
  }
  if (issue.code === 'invalid_key') {
    const message = issue.issues[0]?.message ?? 'Must have another name';
    return [{ path: path.join('.'), message }];
  }
  if (issue.code === 'invalid_union' && hasNoWords(issue)) return describeUnion(issue);
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path: path.join('.'), message: missing ? 'Is required' : issue.message }];
}

type UnionIssue = Extract<z.core.$ZodIssue, { code: 'invalid_union' }>;

function hasNoWords({ message }: UnionIssue): boolean {
  return message.startsWith('Invalid ');
}

/** By the form that was meant; where that cannot be told, one error that names what each wants. */
function describeUnion(issue: UnionIssue): FieldError[] {
  const path = issue.path.map(String).join('.');
  if ('options' in issue && Array.isArray(issue.options)) {
    const options = issue.options.map((option) => JSON.stringify(option)).join(' or ');
    return [{ path, message: `Must be ${options}` }];
  }
  const meant = findMeant(issue.errors);
  if (meant !== null) {
    return meant.flatMap((inner) =>
      describeIssue({ ...inner, path: [...issue.path, ...inner.path] }),
    );
  }
  const ways = issue.errors.map((issues) =>
    issues
      .flatMap(describeIssue)
      .map(({ path, message }) => say(path, message))
      .join(', '),
  );
  if (ways.length === 0) return [{ path, message: 'Must be of another form' }];
  return [{ path, message: `Mend it in one of these ways: ${[...new Set(ways)].join('; or ')}` }];
}

function say(path: string, message: string): string {
  return path === '' ? message : `${path}: ${message}`;
}

/** Of the forms that are of the right type at all the one whose fields are named best, if one is. */
function findMeant(forms: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | null {
  const fitting = forms
    .filter((issues) => issues.length > 0 && issues.every(isOfItsType))
    .map((issues) => ({ issues, misnamed: issues.filter(isMisnamed).length }));
  const fewest = Math.min(...fitting.map(({ misnamed }) => misnamed));
  const [only, ...others] = fitting.filter(({ misnamed }) => misnamed === fewest);
  return only !== undefined && others.length === 0 ? only.issues : null;
}

function isOfItsType(issue: z.core.$ZodIssue): boolean {
  return issue.code !== 'invalid_type' || issue.path.length > 0;
}

function isMisnamed(issue: z.core.$ZodIssue): boolean {
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return isMissing || issue.code === 'unrecognized_keys';
}
