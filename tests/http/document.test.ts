import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { holdsScope, Scope } from '../../src/access/caller.ts';
import { operations } from '../../src/http/api/routes.ts';
import { setup, setupWithEngine } from '../support/app.ts';
import { apiDocument } from '../support/documented.ts';

const filled = (path: string) =>
  path.replace(':id', '0190c8f0-0000-7000-8000-000000000000').replace(':slug', 'digest');

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(apiDocument)));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('every route of the API is in the document, and nothing else is', async () => {
  const { app } = await setup();
  const isPage = (path: string) =>
    !path.startsWith('/api') && !['/health', '/ready', '/openapi.json'].includes(path);
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !isPage(path))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const documented = Object.entries(apiDocument.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(documented.toSorted()).toEqual([...new Set(routes)].toSorted());
});

test('what the worker serves is this document', async () => {
  const { call } = await setup();
  const served = await call('GET', '/openapi.json', { key: null });
  expect(served.json).toEqual(JSON.parse(JSON.stringify(apiDocument)));
});

test('every operation has its own name, a summary and a known tag', () => {
  const tags = apiDocument.tags.map(({ name }) => name);
  const all = Object.values(apiDocument.paths).flatMap((methods) => Object.values(methods));
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
  for (const { summary, tags: own } of all) {
    expect(summary).toMatch(/^[A-Z].*[^.]$/);
    expect(tags).toEqual(expect.arrayContaining(own));
  }
});

test('no schema name of the document is left without a definition or a user', () => {
  const text = JSON.stringify(apiDocument);
  const used = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1]);
  expect([...new Set(used)].toSorted()).toEqual(Object.keys(apiDocument.components.schemas));
});

test('each route refuses every key without its scope, and a request without a key', async () => {
  // One set of connections for all of its calls.
  const { call, keyWith } = await setupWithEngine();
  const guarded = operations.filter(({ scope }) => scope !== null);
  expect(guarded.length).toBeGreaterThan(20);
  for (const key of Scope.options) {
    const made = await keyWith(key);
    for (const { method, path, scope, orScope } of guarded) {
      const { status } = await call(method.toUpperCase(), filled(path), { key: made });
      const isAllowed = [scope, orScope, 'admin'].includes(key);
      expect(`${method} ${path} ${key} ${status === 403}`).toBe(
        `${method} ${path} ${key} ${!isAllowed}`,
      );
    }
  }
  for (const { method, path } of guarded) {
    expect((await call(method.toUpperCase(), filled(path), { key: null })).status).toBe(401);
  }
});

test('an address that is written out takes its own methods, and is no id of another', async () => {
  const { call } = await setup();
  for (const [path, methods] of Object.entries(apiDocument.paths)) {
    if (path.includes('{')) continue;
    for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
      if (method in methods) continue;
      const { status, headers } = await call(method.toUpperCase(), path);
      expect([method, path, status]).toEqual([method, path, 405]);
      const allow = headers.get('allow')?.toLowerCase().split(', ');
      expect(allow).toEqual(expect.arrayContaining(Object.keys(methods)));
    }
  }
});

test('admin covers every scope, and no other scope covers another', () => {
  for (const held of Scope.options) {
    const caller = { scopes: [held] };
    const covered = Scope.options.filter((scope) => holdsScope(caller, scope));
    expect(covered).toEqual(held === 'admin' ? Scope.options : [held]);
  }
});

test('what the code says of a field stands in the document', () => {
  const { Send } = apiDocument.components.schemas;
  expect(JSON.stringify(Send)).toContain('"description":"Who triggered it"');
});
