import { expect, test } from 'vitest';
import { createTokenRing } from '../../src/base/token.ts';
import { findOldNames, readEnv } from '../../src/env.ts';
import { createDeps } from '../../src/wiring.ts';
import { testBindings } from '../support/engine.ts';

const [before, now, shorter] = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(31)] as const;

function bindingsWith(variables: Record<string, string>): object {
  return { ...testBindings('postgres://x@127.0.0.1:9/none', '').bindings, ...variables };
}

test('a rotation adds: the new key signs, and links of the old one still open', () => {
  const link = createTokenRing([before]).sign({ purpose: 'form', shownAt: 1 });
  const rotated = createDeps(bindingsWith({ SIGNING_KEYS: now, SIGNING_KEY_OLD: before }));
  expect(rotated.tokens.verify(link)).toMatchObject({ purpose: 'form', shownAt: 1 });
  const fresh = rotated.tokens.sign({ purpose: 'form', shownAt: 2 });
  expect(createTokenRing([now]).verify(fresh)).toMatchObject({ shownAt: 2 });
  expect(createTokenRing([before]).verify(fresh)).toBeNull();
});

test('the same key in both places is one, and several old ones are in their order', () => {
  const env = readEnv(bindingsWith({ SIGNING_KEYS: now, SIGNING_KEY_OLD: `${now} ${before}` }));
  expect(env.SIGNING_KEYS).toEqual([now, before]);
});

test.each(['SIGNING_KEYS', 'SIGNING_KEY_OLD'])('a short key in %s is named, not shown', (name) => {
  const read = () => readEnv(bindingsWith({ [name]: shorter }));
  expect(read).toThrow(`${name}: Needs at least one key, each of 32 characters or more`);
  expect(read).not.toThrow(shorter);
});

test('a limit is also read under its old name for one release, and the old name is told', () => {
  const old = bindingsWith({ LETTERS_PER_HOUR: '12' });
  expect(readEnv(old).TRANSACTIONAL_PER_HOUR).toBe(12);
  expect(findOldNames(old)).toEqual([
    { is: 'LETTERS_PER_HOUR', shouldBe: 'TRANSACTIONAL_PER_HOUR' },
  ]);
  const both = bindingsWith({ LETTERS_PER_HOUR: '12', TRANSACTIONAL_PER_HOUR: '7' });
  expect(readEnv(both).TRANSACTIONAL_PER_HOUR).toBe(7);
});

test('only in development, and only as origins, may sources be private', () => {
  const origins = 'http://127.0.0.1:8790 http://localhost:8791';
  expect(readEnv(bindingsWith({ ALLOW_SOURCES: origins })).ALLOW_SOURCES).toHaveLength(2);
  for (const wrong of ['localhost:8790', 'http://127.0.0.1:8790/page', '*']) {
    expect(() => readEnv(bindingsWith({ ALLOW_SOURCES: wrong }))).toThrow('Must be origins');
  }
  const production = { ENVIRONMENT: 'production', RESEND_BASE_URL: '', ALLOW_SOURCES: origins };
  expect(() => readEnv(bindingsWith(production))).toThrow('ALLOW_SOURCES: Only in development');
});
