// The variables of models: what goes together, and what is refused by name.

import { expect, test } from 'vitest';
import { readEnv } from '../../../src/env.ts';
import { readModels } from '../../../src/proposals/models/variables.ts';
import { testBindings } from '../../support/engine.ts';

const read = (variables: Record<string, unknown>) =>
  readModels(
    readEnv({ ...testBindings('postgres://x@127.0.0.1:9/none', '').bindings, ...variables }),
  );
const at = { MODEL_URL: 'https://models.example.com/v1/', MODEL_NAME: 'plain' };
const workersAi = { run: async () => ({}) };

test('without a name there is no model, with one it is at its address or of Workers AI', () => {
  expect(read({})).toEqual({
    writer: null,
    verifier: null,
    caps: { tokens: 200_000, cost: null },
  });
  expect(
    read({ ...at, MODEL_KEY: 'k', MODEL_PRICE_IN: '0.5', MODEL_PRICE_OUT: '2' }),
  ).toMatchObject({
    writer: {
      at: { url: 'https://models.example.com/v1', key: 'k' },
      prices: { in: 0.5, out: 2 },
      milliseconds: 60_000,
    },
    verifier: null,
  });
  const bound = read({ AI: workersAi, VERIFIER_NAME: '@cf/meta/some-model' });
  expect(bound).toMatchObject({ writer: null, verifier: { at: { workersAi }, prices: null } });
});

test.each([
  [{ MODEL_URL: at.MODEL_URL }, 'MODEL_NAME: Goes together with MODEL_URL'],
  [{ MODEL_NAME: 'plain' }, 'MODEL_URL: MODEL_NAME needs an address, or Workers AI bound as AI'],
  [{ MODEL_KEY: 'a-secret' }, 'MODEL_KEY: Goes together with MODEL_URL'],
  [{ ...at, MODEL_URL: 'models.example.com' }, 'MODEL_URL'],
  [{ ...at, MODEL_PRICE_IN: '1' }, 'MODEL_PRICE_IN: Goes together with MODEL_PRICE_OUT'],
  [{ ...at, MODEL_MAX_COST: '1' }, 'MODEL_MAX_COST: Needs MODEL_PRICE_IN and MODEL_PRICE_OUT'],
  [{ ...at, MODEL_SECONDS: '0' }, 'MODEL_SECONDS'],
  [{ ...at, MODEL_MAX_TOKENS: 'many' }, 'MODEL_MAX_TOKENS'],
  [{ VERIFIER_NAME: 'other' }, 'VERIFIER_URL: VERIFIER_NAME needs an address'],
  [
    {
      ...at,
      MODEL_URL: 'http://127.0.0.1:11434/v1',
      ENVIRONMENT: 'production',
      RESEND_BASE_URL: '',
    },
    'MODEL_URL: In production only https',
  ],
])('%j is refused by name, and no secret is shown', (variables, message) => {
  expect(() => read(variables)).toThrow(message);
  expect(() => read(variables)).not.toThrow('a-secret');
});
