// Looking at links: what counts as reached, what is measured, and where nobody is sent.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isOpenWeb } from '../../src/digest/checks/open-web.ts';
import { reachDigest, reachLimits } from '../../src/digest/checks/reach.ts';
import { Digest } from '../../src/digest/schema.ts';

/** A real server that stands for the whole web, and every host that was asked. */
async function openWeb(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers['x-url']}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const fetchHere = (url: string, init: RequestInit) => {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), 'x-url': url };
    return fetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, { ...init, headers });
  };
  return { asked, reach: (digest: Digest) => reachDigest(digest, fetchHere) };
}

function digestWith(lead: string, image?: string): Digest {
  return Digest.parse({
    version: 1,
    language: 'en',
    headline: 'A headline',
    lead,
    ...(image === undefined ? {} : { image: { url: image, alt: 'A lamp' } }),
    sections: [{ heading: 'A section' }],
    conclusion: ['Done'],
  });
}

test.each([
  ['https://example.com/a', true],
  ['https://example.com:443/a', true],
  ['https://bücher.example/', true],
  ['http://example.com/', false],
  ['https://example.com:8443/', false],
  ['https://localhost/', false],
  ['https://localhost./', false],
  ['https://a.localhost/', false],
  ['https://router.local/', false],
  ['https://db.internal/', false],
  ['https://intranet/', false],
  ['https://127.0.0.1/', false],
  ['https://127.1/', false],
  ['https://0x7f000001/', false],
  ['https://2130706433/', false],
  ['https://0177.0.0.1/', false],
  ['https://169.254.169.254/latest/meta-data/', false],
  ['https://[::1]/', false],
  ['https://[::ffff:10.0.0.1]/', false],
  ['https://１２７.０.０.１/', false],
  ['https://user:pass@example.com/', false],
  ['https://localhost../', false],
  ['https://metadata.google.internal../', false],
  ['https://a..example.com/', false],
  ['https://api.default.svc/', false],
  ['https://api.default.svc.cluster.local/', false],
  ['https://db.service.consul/', false],
  ['https://1.0.0.127.in-addr.arpa/', false],
  ['https://example.com./', true],
  ['https://例え.テスト/', true],
  ['javascript:alert(1)', false],
  ['not an address', false],
])('%s is on the open web: %s', (address, isOpen) => {
  expect(isOpenWeb(address)).toBe(isOpen);
});

test('a page that is gone is told; one behind a wall, without HEAD or elsewhere is reached', async () => {
  const { reach } = await openWeb((request, response) => {
    const path = request.url ?? '';
    if (path === '/moved') response.setHeader('location', 'https://example.com/ok');
    if (path === '/get-only' && request.method === 'GET') response.statusCode = 206;
    else if (path === '/get-only') response.statusCode = 404;
    else
      response.statusCode = { '/gone': 404, '/wall': 403, '/moved': 301, '/ill': 503 }[path] ?? 200;
    response.end();
  });
  const all = ['ok', 'gone', 'wall', 'moved', 'ill', 'get-only']
    .map((path) => `[to ${path}](https://example.com/${path})`)
    .join(' ');
  expect(await reach(digestWith(all))).toEqual({
    unreachableLinks: ['https://example.com/gone', 'https://example.com/ill'],
    imageSizes: {},
    notLookedAt: [],
  });
});

test('no redirect leads into a private network, or round and round', async () => {
  const { asked, reach } = await openWeb((request, response) => {
    const to = request.url === '/in' ? 'https://169.254.169.254/keys' : '/round';
    response.writeHead(302, { location: to }).end();
  });
  const { unreachableLinks } = await reach(
    digestWith('[a](https://example.com/in) [b](https://example.com/round)'),
  );
  expect(unreachableLinks.sort()).toEqual(['https://example.com/in', 'https://example.com/round']);
  expect(asked.filter((line) => line.includes('169.254'))).toEqual([]);
  expect(asked.length).toBeLessThanOrEqual(2 + 2 * 6);
});

test('private addresses and those beyond the limit are named, not asked', async () => {
  const { asked, reach } = await openWeb((_, response) => void response.end());
  const many = Array.from({ length: 25 }, (_, n) => `[n ${n}](https://example.com/${n})`).join(' ');
  const found = await reach(digestWith(`[x](https://192.168.0.1/) ${many}`));
  expect(found.notLookedAt).toHaveLength(6);
  expect(found.notLookedAt).toContain('https://192.168.0.1/');
  expect(new Set(asked).size).toBe(reachLimits.addresses);
});

const pictures: [string, number[], { width: number; height: number } | null][] = [
  [
    'a PNG',
    [
      0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 6, 64, 0, 0, 3,
      132,
    ],
    { width: 1600, height: 900 },
  ],
  ['a GIF', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x40, 6, 0x84, 3], { width: 1600, height: 900 }],
  [
    'a JPEG',
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc4, 0, 2, 0xff, 0xc2, 0, 11, 8, 3, 0x84, 6, 0x40],
    { width: 1600, height: 900 },
  ],
  [
    'a WebP',
    [...'RIFF    WEBPVP8X    ']
      .map((c) => c.charCodeAt(0))
      .concat([0, 0, 0, 0, 0x3f, 6, 0, 0x83, 3, 0]),
    { width: 1600, height: 900 },
  ],
  ['a cut PNG', [0x89, 0x50, 0x4e, 0x47, 13, 10], null],
  ['a page', [...'<!DOCTYPE html>'].map((c) => c.charCodeAt(0)), null],
  ['nothing', [], null],
];

test.each(pictures)('%s is measured', async (_, bytes, size) => {
  const { reach } = await openWeb((_request, response) => void response.end(Buffer.from(bytes)));
  const image = 'https://example.com/picture';
  expect((await reach(digestWith('No links', image))).imageSizes).toEqual({ [image]: size });
});
