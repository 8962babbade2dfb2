// The variables that name language models, as the worker's environment is read.

import * as z from 'zod';
import type { WorkersAi } from '../workers-ai.ts';
import type { ModelSettings, Models } from './settings.ts';

const text = z.string().trim().default('');
const url = z
  .union([z.literal(''), z.url({ protocol: /^https?$/ })])
  .default('')
  .transform((given) => given.replace(/\/+$/, ''));
/** Absent or empty is none. */
const amount = z
  .union([z.literal('').transform(() => null), z.coerce.number().min(0).max(1_000_000_000)])
  .nullable()
  .default(null);

/** Of a language model that writes points, and of one that verifies them; absent, nobody is asked. */
export const modelVariables = {
  /** Workers AI, if it is bound. */
  AI: z
    .custom<WorkersAi>((value) => typeof value === 'object' && value !== null && 'run' in value)
    .optional(),
  /** An OpenAI-compatible endpoint, to its `/v1`. Empty, with a name: Workers AI. */
  MODEL_URL: url,
  MODEL_NAME: text,
  MODEL_KEY: text,
  /** For a million tokens, in the currency of `MODEL_MAX_COST`. */
  MODEL_PRICE_IN: amount,
  MODEL_PRICE_OUT: amount,
  /** Seconds that a model may take for one section. */
  MODEL_SECONDS: z.coerce.number().min(1).max(600).default(60),
  /** Of one proposal, in and out, writer and verifier together. */
  MODEL_MAX_TOKENS: z.coerce.number().int().min(1).max(100_000_000).default(200_000),
  MODEL_MAX_COST: amount,
  VERIFIER_URL: url,
  VERIFIER_NAME: text,
  VERIFIER_KEY: text,
  VERIFIER_PRICE_IN: amount,
  VERIFIER_PRICE_OUT: amount,
};

const Variables = z.object(modelVariables);
type ModelVariables = z.infer<typeof Variables>;

/** What is wrong with them together: the variable, and what it lacks. */
export function findModelFaults(
  variables: ModelVariables & { ENVIRONMENT: string },
): { variable: string; message: string }[] {
  const isProduction = variables.ENVIRONMENT === 'production';
  const faults = (['MODEL', 'VERIFIER'] as const).flatMap((role) => {
    const [at, name, key] = [`${role}_URL`, `${role}_NAME`, `${role}_KEY`] as const;
    const prices = [variables[`${role}_PRICE_IN`], variables[`${role}_PRICE_OUT`]];
    const isPriced = prices.every((price) => price !== null);
    const checks: [boolean, string, string][] = [
      [variables[at] !== '' && variables[name] === '', name, `Goes together with ${at}: set both`],
      [
        variables[at] === '' && variables[name] !== '' && variables.AI === undefined,
        at,
        `${name} needs an address, or Workers AI bound as AI in wrangler.toml`,
      ],
      [variables[key] !== '' && variables[at] === '', key, `Goes together with ${at}`],
      [isProduction && variables[at].startsWith('http:'), at, 'In production only https'],
      [
        !isPriced && prices.some((price) => price !== null),
        `${role}_PRICE_IN`,
        `Goes together with ${role}_PRICE_OUT: set both or neither`,
      ],
      [
        variables.MODEL_MAX_COST !== null && variables[name] !== '' && !isPriced,
        'MODEL_MAX_COST',
        `Needs ${role}_PRICE_IN and ${role}_PRICE_OUT`,
      ],
    ];
    return checks.flatMap(([isWrong, variable, message]) =>
      isWrong ? [{ variable, message }] : [],
    );
  });
  return faults;
}

/** Variables without a fault. */
export function readModels(variables: ModelVariables): Models {
  return {
    writer: readModel(variables, 'MODEL'),
    verifier: readModel(variables, 'VERIFIER'),
    caps: { tokens: variables.MODEL_MAX_TOKENS, cost: variables.MODEL_MAX_COST },
  };
}

function readModel(variables: ModelVariables, role: 'MODEL' | 'VERIFIER'): ModelSettings | null {
  const name = variables[`${role}_NAME`];
  const address = variables[`${role}_URL`];
  if (name === '') return null;
  const [priceIn, priceOut] = [variables[`${role}_PRICE_IN`], variables[`${role}_PRICE_OUT`]];
  const common = {
    name,
    prices: priceIn === null || priceOut === null ? null : { in: priceIn, out: priceOut },
    milliseconds: variables.MODEL_SECONDS * 1000,
  };
  if (address !== '') return { ...common, at: { url: address, key: variables[`${role}_KEY`] } };
  return variables.AI ? { ...common, at: { workersAi: variables.AI } } : null;
}
