import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../dev/postgres.ts';
import { projectRoot } from '../../dev/worker.ts';
import { fitSessions, freshDatabase } from '../support/database.ts';

test('`npx wrangler dev` starts from wrangler.toml as it is, and with its secrets it is ready', async () => {
  const port = await freePort();
  const database = await freshDatabase();
  await fitSessions(database.url);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-wrangler-'));
  const wrangler = path.join(projectRoot, 'node_modules/wrangler/bin/wrangler.js');
  const secrets = path.join(folder, 'secrets');
  fs.writeFileSync(secrets, `RESEND_API_KEY=re_test\nSIGNING_KEYS=${'k'.repeat(32)}\n`);
  const options = ['--port', String(port), '--inspector-port', '0', '--persist-to', folder];
  const child = spawn(process.execPath, [wrangler, 'dev', ...options, '--env-file', secrets], {
    cwd: projectRoot,
    detached: true,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, CI: '1', WRANGLER_SEND_METRICS: 'false' },
      WRANGLER_LOG_PATH: folder,
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_DB: database.url,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  });
  let log = '';
  const isReady = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        if (log.includes('Ready on')) resolve('ready');
      });
    }
  });
  expect(await Promise.race([isReady, ended]), log).toBe('ready');
  const answer = await fetch(`http://127.0.0.1:${port}/ready`);
  expect(await answer.json()).toEqual({ status: 'ready', tick: 'none yet' });
});
