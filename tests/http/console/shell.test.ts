import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { wantsFragment } from '../../../src/http/console/shell/frame.ts';
import type { AppEnv } from '../../../src/http/context.ts';
import { ownPath } from '../../../src/http/middleware/require-editor.ts';
import { setup } from '../../support/app.ts';

const development = { ENVIRONMENT: 'development' };

test('the language is the switch’s, else what the browser asks for', async () => {
  const at = await setup(development);
  const open = async (headers: Record<string, string>) =>
    (await at.call('GET', '/console/parts', { key: null, headers })).headers.get(
      'content-language',
    );
  expect(await open({ 'accept-language': 'ja' })).toBe('ja');
  expect(await open({ 'accept-language': 'ja', cookie: 'console-language=en' })).toBe('en');
  expect(await open({ 'accept-language': 'ja', cookie: 'console-language=xx' })).toBe('ja');
});

test('the switch remembers, and leads back to where it was pressed', async () => {
  const at = await setup(development);
  const press = (body: string, headers: Record<string, string> = {}) =>
    at.call('POST', '/console/language', {
      key: null,
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
  const pressed = await press('language=en&to=%2Fconsole%2Fsends%3Fstate%3Dsent');
  expect(pressed.status).toBe(303);
  expect(pressed.headers.get('location')).toBe('/console/sends?state=sent');
  expect(pressed.headers.get('set-cookie')).toMatch(
    /^console-language=en; Max-Age=\d+; Path=\/console; /,
  );
  expect((await press('language=xx')).status).toBe(422);
  expect((await press('language=en', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

test.each([
  ['/console', '/console'],
  ['/console/digests?cursor=a', '/console/digests?cursor=a'],
  ['//example.com', '/console'],
  ['/console\\example.com', '/console'],
  ['/consoles', '/console'],
  ['/console/\r\nset-cookie: a=b', '/console'],
  ['https://example.com/console', '/console'],
  [null, '/console'],
])('%s leads to %s', (path, to) => {
  expect(ownPath(path) ?? '/console').toBe(to);
});

test('a part of a page is for htmx that asks for a part', async () => {
  const app = new Hono<AppEnv>().get('/', (c) => c.text(String(wantsFragment(c))));
  const ask = async (headers: Record<string, string>) =>
    (await app.request('/', { headers })).text();
  expect(await ask({})).toBe('false');
  expect(await ask({ 'hx-request': 'true', 'hx-request-type': 'partial' })).toBe('true');
  expect(await ask({ 'hx-request': 'true', 'hx-request-type': 'full' })).toBe('false');
});

test('a page of the console runs nothing that is not ours, and is kept by nobody', async () => {
  const at = await setup(development);
  const { headers, text } = await at.call('GET', '/console/parts', { key: null });
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(text).not.toMatch(/ hx-on|["']js:|<script(?![^>]* src=)| style=/);
});
