// The rules of path parameters: whatever cannot be an id is simply not there.

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/ids.ts';

export interface ParamRule {
  description: string;
  schema: z.ZodType;
  test(text: string): boolean;
}

export const uuidParam: ParamRule = {
  description: 'The `id` that it was given when it was made.',
  schema: z.uuid(),
  test: isUuid,
};

export const integerParam: ParamRule = {
  description: 'The `id` that it was given when it was made: a number that no other ever gets.',
  schema: z.int().positive(),
  test: (text) => /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text)),
};

export const slugParam: ParamRule = {
  description: 'The `slug` that it was made with.',
  schema: z.string().regex(/^[a-z0-9-]{1,100}$/),
  test: (text) => /^[a-z0-9-]{1,100}$/.test(text),
};

/** The parameters of a request; throws `not_found` where one breaks its rule. */
export function readParams(
  rules: Readonly<Record<string, ParamRule>>,
  find: (name: string) => string | undefined,
): Record<string, string> {
  const params = Object.entries(rules).map(([name, rule]): [string, string] => {
    const value = find(name) ?? '';
    if (!rule.test(value)) throw new AppError('not_found', `There is nothing with this ${name}.`);
    return [name, value];
  });
  return Object.fromEntries(params);
}
