// `npm run emails` as an editor of templates starts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { emailKinds } from '../../src/words/emails.ts';

test('npm run emails shows every mail and email, as HTML and as text', async () => {
  const port = await findFreePort();
  const program = fileURLToPath(new URL('../../dev/emails.ts', import.meta.url));
  const env = { ...process.env, EMAILS_PORT: String(port), NODE_ENV: 'development' };
  const child = spawn('node', [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  expect(line).toBe(`The mails are at http://localhost:${port}`);

  const read = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  const page = await read('/');
  const names = new Set([...page.matchAll(/href="\/mail\/([^"]+)"/g)].map(([, name]) => name));
  expect(names.size).toBe(5 + 2 * emailKinds.length);
  // Each is there twice, by day and by lamplight, with words that tell which.
  expect(page.match(/<iframe/g)).toHaveLength(2 * names.size);
  expect(page.match(/<figcaption>375 px, (light|dark)<\/figcaption>/g)).toHaveLength(
    2 * names.size,
  );
  for (const name of names)
    expect(await read(`/html/${name}?dark=1`)).toMatch(/^<!DOCTYPE html><html dir="ltr" lang="/);
  for (const name of ['digest-en', 'transactional-confirm-ja']) {
    const mail = await read(`/mail/${name}`);
    expect(mail.match(/<iframe/g)).toHaveLength(8);
    for (const width of [320, 375, 600, 800])
      expect(mail).toContain(`<figcaption>${width} px, dark`);
    expect(mail).toContain('<pre');
  }
  for (const [, file = ''] of page.matchAll(/(?:src|href)="(\/[^"?]+\.\w+)"/g))
    expect([file, (await fetch(`http://127.0.0.1:${port}${file}`)).status]).toEqual([file, 200]);
  expect((await fetch(`http://127.0.0.1:${port}/html/nothing`)).status).toBe(404);
}, 120_000);

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
