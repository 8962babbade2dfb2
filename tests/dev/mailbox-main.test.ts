// The mailbox as a program: it says where it is, stops when told to, and survives being killed.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { mail } from './mailbox-setup.ts';

const program = join(import.meta.dirname, '../../dev/mailbox/main.ts');

async function run(env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, MAILBOX_PORT: '0', MAILBOX_RATE: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const [, url] = /^mailbox (http:\/\/localhost:\d+)$/.exec(String(line)) ?? [];
  return { child, url: url ?? '' };
}

function newDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mailbox-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

function sendTo(url: string, n: number): Promise<Response> {
  return fetch(`${url}/emails`, {
    method: 'POST',
    headers: { authorization: 'Bearer re_x', 'idempotency-key': `key-${n}` },
    body: JSON.stringify(mail(n)),
  });
}

test('what was answered before a kill is there after it, and answered again', async () => {
  const DATA_DIR = newDataDir();
  const first = await run({ DATA_DIR });
  const answer = await (await sendTo(first.url, 1)).json();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await run({ DATA_DIR });
  expect(await (await sendTo(second.url, 1)).json()).toEqual(answer);
  const stats = await (await fetch(`${second.url}/_mailbox/stats`)).json();
  expect(stats).toMatchObject({ accepted: 1, duplicates: 0, replayed: 1 });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly', async (signal) => {
  const { child } = await run({ DATA_DIR: newDataDir() });
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a taken port and a wrong setting are clear errors', async () => {
  const DATA_DIR = newDataDir();
  const { url } = await run({ DATA_DIR });
  const wrong = [{ MAILBOX_PORT: new URL(url).port }, { MAILBOX: 'fat' }];
  for (const [index, env] of wrong.entries()) {
    const child = spawn(process.execPath, [program], { env: { ...process.env, DATA_DIR, ...env } });
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(said).toContain(['is taken', 'MAILBOX'][index]);
  }
});
