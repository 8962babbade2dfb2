import { expect, test } from 'vitest';
import { visit } from './visitor.ts';

test('the page behind the bot trap is polite, the same for all, and not for search engines', async () => {
  const at = await visit();
  const page = await at.get('/canary?from=anywhere');
  expect(page.status).toBe(200);
  expect(page.text).toContain('ここでは何も起こりません');
  expect(page.text).not.toContain('<form');
  expect(page.text).not.toContain('anywhere');
  expect(page.headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect(page.headers.get('set-cookie')).toBeNull();
  const english = await at.get('/canary', { 'accept-language': 'en' });
  expect(english.text).toContain('Nothing happens here');
});
