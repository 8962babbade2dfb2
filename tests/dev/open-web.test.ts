import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openWeb } from '../../dev/open-web.ts';

const ours = createRequire(import.meta.url);
const miniflare: typeof import('miniflare') = createRequire(ours.resolve('wrangler'))('miniflare');

/** A server on this machine that counts who comes. */
async function listen(host: string): Promise<{ port: number; visits: () => number }> {
  let visits = 0;
  const server = http.createServer((_, response) => {
    visits += 1;
    response.end('inside');
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, visits: () => visits };
}

/** A worker that asks the open web for what it is told. */
async function startFetcher() {
  const contents = `export default {
    async fetch(request, { OPEN_WEB }) {
      const url = new URL(request.url).searchParams.get('url');
      try {
        const signal = AbortSignal.timeout(2_000);
        return new Response(await (await OPEN_WEB.fetch(url, { redirect: 'manual', signal })).text());
      } catch (error) {
        // workerd says no more than this of an address that its network may not dial.
        return new Response(/internal error/.test(error.message) ? 'refused' : 'dialled');
      }
    },
  };`;
  const { Miniflare, convertV4MiniflareOptions } = miniflare;
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      workers: [
        {
          name: 'fetcher',
          compatibilityDate: '2026-06-01',
          modules: [{ type: 'ESModule', path: 'fetcher.js', contents }],
          serviceBindings: { OPEN_WEB: openWeb },
        },
      ],
    }),
  );
  onTestFinished(() => runtime.dispose());
  const base = await runtime.ready;
  return async (url: string) => {
    const answer = await fetch(new URL(`/?url=${encodeURIComponent(url)}`, base));
    return answer.text();
  };
}

test('a name that resolves to this machine is not reached, in whatever form it is written', async () => {
  const inside = await listen('127.0.0.1');
  const ask = await startFetcher();
  for (const host of ['localhost', '127.0.0.1', '0.0.0.0', '[::ffff:127.0.0.1]', '2130706433']) {
    expect([host, await ask(`http://${host}:${inside.port}/`)]).toEqual([host, 'refused']);
  }
  expect(inside.visits()).toBe(0);
});

test('no private or reserved network is dialled, and any other is', async () => {
  const ask = await startFetcher();
  for (const host of [
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '[::1]',
    '[fd00::1]',
    '[fe80::1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ]) {
    expect([host, await ask(`http://${host}/`)]).toEqual([host, 'refused']);
  }
  // Of the prefix for examples (RFC 3849): nobody is there, and nobody is asked to keep away.
  expect(await ask('http://[2001:db8::1]/')).toBe('dialled');
});
