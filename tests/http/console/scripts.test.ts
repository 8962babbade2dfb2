import { expect, test } from 'vitest';
import { bundleConsole } from '../../../dev/console-assets.ts';
import { isConverting } from '../../../src/http/console/scripts/shell/keys.ts';
import { findFailure } from '../../../src/http/console/scripts/shell/requests.ts';

test.each([
  [{ isComposing: true, keyCode: 13 }, true],
  // The Enter that ends a conversion, as Safari tells it.
  [{ isComposing: false, keyCode: 229 }, true],
  [{ isComposing: false, keyCode: 13 }, false],
])('%o is of a conversion: %s', (event, is) => {
  expect(isConverting(event)).toBe(is);
});

const page = { 'content-type': 'text/html; charset=utf-8' };
const problem = { 'content-type': 'application/problem+json' };

test.each([
  [200, page, null],
  [422, page, null],
  [412, page, null],
  [422, problem, 'refused'],
  [412, problem, 'conflict'],
  [428, problem, 'conflict'],
  [401, problem, 'signedOut'],
  [403, problem, 'forbidden'],
  [403, page, 'forbidden'],
  [404, page, 'missing'],
  [429, problem, 'busy'],
  [500, page, 'broken'],
])('%i with %o is said as %s', (status, headers, why) => {
  const answer = { status, redirected: false, url: '', headers: new Headers(headers) };
  expect(findFailure(answer)).toBe(why);
});

test('the sign-in page is no answer to a form', () => {
  const answer = { status: 200, redirected: true, headers: new Headers(page) };
  const at = (path: string) => findFailure({ ...answer, url: `https://digest.example.com${path}` });
  expect(at('/console/sign-in?to=%2Fconsole')).toBe('signedOut');
  expect(at('/console/sends')).toBe(null);
});

test('only the script of Japanese sentences speaks Japanese: an English page loads none', async () => {
  const files = [...(await bundleConsole())].filter(([name]) => name.endsWith('.js'));
  const japanese = files.filter(([, text]) => /[ぁ-んァ-ヶ]/.test(text)).map(([name]) => name);
  expect(japanese).toEqual(['sentences-ja.js']);
});
