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
  const names = [...page.matchAll(/href="\/mail\/([^"]+)"/g)].map(([, name]) => name);
  expect(names).toHaveLength(4 + 2 * emailKinds.length);
  expect(page.match(/<iframe/g)).toHaveLength(4);
  for (const name of names) {
    expect(await read(`/html/${name}`)).toMatch(/^<!DOCTYPE html><html dir="ltr" lang="/);
    expect(await read(`/mail/${name}`)).toContain(`/html/${name}`);
  }
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
