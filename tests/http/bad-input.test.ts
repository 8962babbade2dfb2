import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { operations } from '../../src/http/api/routes.ts';
import { setup, type TestApp } from '../support/app.ts';
import { plainDigest } from '../support/engine.ts';

const uuid = '0190c8f0-0000-7000-8000-000000000000';
const problem = 'application/problem+json';
const textBytes = (text: string) => new TextEncoder().encode(text);

const bodies: Record<string, string | Uint8Array> = {
  nothing: '',
  spaces: '   ',
  'half an object': '{"name": ',
  null: 'null',
  'a number': '42',
  'an array': '[]',
  'an empty object': '{}',
  'wrong types': '{"name": 5, "email": [], "to": {}, "lists": "a", "slug": null, "scopes": {}}',
  'unknown fields': '{"nonsense": 1, "__proto__": {"x": 1}, "constructor": 2}',
  'deep nesting': '['.repeat(50_000) + ']'.repeat(50_000),
  'NUL and a lone surrogate': '{"name": "a\\u0000b", "email": "x\\ud800@example.com"}',
  'huge numbers': '{"revision": 1e400, "digestId": 99999999999999999999, "id": -1}',
  'invalid UTF-8': Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d),
  'a byte order mark': textBytes('\ufeff{}'),
  HTML: '<html>',
};

const paths = [
  uuid,
  '1',
  '0',
  '-1',
  '9'.repeat(30),
  'nonsense',
  '%00',
  '%ff',
  '..%2f..',
  '%F0%9F%92%A1',
];

const queries = [
  '?limit=0',
  '?limit=1e9',
  '?limit=x',
  '?limit=1&limit=2',
  '?cursor=nonsense',
  '?cursor=WyJkaWdlc3RzIiwxXQ',
  '?nonsense=1',
  '?email=%00',
  '?status=%ff&list=%00',
  '?subscriber=99999999999999999999',
];

test('no garbage in a path, a query or a body brings the worker down', async () => {
  const app = await setup();
  for (const operation of operations.filter(({ scope }) => scope !== null)) {
    const method = operation.method.toUpperCase();
    const types = operation.body ? Object.keys(operation.body.content) : ['application/json'];
    for (const id of operation.path.includes(':') ? paths : ['']) {
      await expectClean(app, method, operation.path.replace(/:\w+/, id), {});
    }
    const path = operation.path.replace(':id', uuid).replace(':slug', 'digest');
    for (const query of queries) await expectClean(app, method, path + query, {});
    for (const body of operation.body ? Object.values(bodies) : []) {
      for (const type of types) await expectClean(app, method, path, { body, type });
    }
  }
}, 480_000);

test('no value under a known field name brings the worker down', async () => {
  const app = await setup();
  const digest = (await app.call('POST', '/api/digests', { body: plainDigest })).json;
  const person = { email: 'a@example.com' };
  const { id } = (await app.call('POST', '/api/subscribers', { body: person })).json;
  const writing = operations.flatMap((operation) => {
    const schema = operation.body?.content['application/json'];
    return schema instanceof z.ZodObject
      ? [{ ...operation, fields: Object.keys(schema.shape) }]
      : [];
  });
  expect(writing.length).toBeGreaterThan(8);
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text, fc.double(), fc.maxSafeInteger());
  for (const { method, path, fields } of writing) {
    const place = path
      .replace('/digests/:id', `/digests/${digest.id}`)
      .replace('/subscribers/:id', `/subscribers/${id}`)
      .replace(':slug', 'digest');
    const record = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: fields.length });
    await fc.assert(
      fc.asyncProperty(record, async (body) => {
        await expectClean(app, method.toUpperCase(), place, {
          body: JSON.stringify(body),
          type: 'application/json',
        });
      }),
      { numRuns: 30 },
    );
  }
}, 480_000);

/** An error is a problem below 500; a success is fine, too: some garbage means something. */
async function expectClean(
  app: TestApp,
  method: string,
  path: string,
  { body, type }: { body?: string | Uint8Array; type?: string },
): Promise<void> {
  const headers = { 'if-match': '*', ...(type === undefined ? {} : { 'content-type': type }) };
  const place = `${method} ${path}`;
  const answer = await app.call(method, path, { headers, ...(body === undefined ? {} : { body }) });
  expect(answer.status, `${place} ${answer.text}`).toBeLessThan(500);
  if (answer.status < 400) return;
  expect(answer.headers.get('content-type'), place).toBe(problem);
  expect(answer.json.requestId).toBe(answer.headers.get('x-request-id'));
}

test('each unknown field is named, wherever it stands', async () => {
  const { call } = await setup();
  const body = { slug: 'x', name: 'X', colour: 'red', shape: 'round' };
  const { status, json } = await call('POST', '/api/lists', { body });
  expect(status).toBe(422);
  expect(json.errors.map(({ path }: { path: string }) => path)).toEqual(['colour', 'shape']);
});

test('control characters are refused as errors of their fields', async () => {
  const { call } = await setup();
  const body = { slug: 'x', name: 'X\u0000', description: 'bell \u0007' };
  const { status, json } = await call('POST', '/api/lists', { body });
  expect(status).toBe(422);
  expect(json.errors).toEqual([
    { path: 'name', message: 'Must not contain the character U+0000' },
    { path: 'description', message: 'Must not contain the character U+0007' },
  ]);
});

test('JSON that is none is 400, another type 415, broken UTF-8 400, ten megabytes 413', async () => {
  const { call } = await setup();
  const post = (body: string | Uint8Array, type = 'application/json') =>
    call('POST', '/api/lists', { body, headers: { 'content-type': type } });
  expect((await post('{"slug": ')).status).toBe(400);
  expect((await post('{}', 'text/plain')).status).toBe(415);
  expect((await post('{}', 'application/json; charset=shift_jis')).status).toBe(415);
  expect((await post(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).status).toBe(400);
  expect((await post(`"${'x'.repeat(10_000_000)}"`)).status).toBe(413);
});

test('a body that hides its size is cut off at the limit', async () => {
  const { app, bindings, key } = await setup();
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
  });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body, duplex: 'half' };
  const response = await app.fetch(
    new Request('https://digest.example.com/api/lists', init),
    bindings,
  );
  expect(response.status).toBe(413);
  expect(pulled).toBeLessThan(40);
});

test('another method is 405 and says which are allowed', async () => {
  const { call } = await setup();
  const { status, headers } = await call('PUT', '/api/lists');
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe('GET, HEAD, POST');
});

test('an address that does not exist is a problem, too', async () => {
  const { call } = await setup();
  const { status, headers, json } = await call('GET', '/api/nothing-here');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toBe(problem);
  expect(json).toMatchObject({ type: '/docs#not_found', status: 404, errors: [] });
});

test('links that run code are refused in a digest by their place', async () => {
  const { call } = await setup();
  const source = { title: 'Click', url: 'javascript:alert(1)', points: ['One'] };
  const sections = [{ heading: 'Odd', source, body: [{ text: '[here](data:text/html,x) we go' }] }];
  const body = { version: 1, language: 'en', headline: 'H', sections, conclusion: ['C'] };
  const { status, json } = await call('POST', '/api/digests', { body });
  expect(status).toBe(422);
  const places = json.errors.map(({ path }: { path: string }) => path);
  expect(places).toEqual(['sections.0.source.url', 'sections.0.body.0.text']);
});
