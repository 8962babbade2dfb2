import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../dev/postgres.ts';
import { projectRoot } from '../../dev/worker.ts';

test('`npx wrangler dev` starts from wrangler.toml as it is, and serves', async () => {
  const port = await freePort();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-wrangler-'));
  const wrangler = path.join(projectRoot, 'node_modules/wrangler/bin/wrangler.js');
  const options = ['--port', String(port), '--inspector-port', '0', '--persist-to', folder];
  const child = spawn(process.execPath, [wrangler, 'dev', ...options], {
    cwd: projectRoot,
    detached: true,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, CI: '1', WRANGLER_SEND_METRICS: 'false' },
      WRANGLER_LOG_PATH: folder,
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
  const answer = await fetch(`http://127.0.0.1:${port}/health`);
  expect(await answer.json()).toEqual({ status: 'ok' });
});
