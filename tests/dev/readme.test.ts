// README, followed to the letter: its lines are run, and what it says of variables stands where it says.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { setupWithEngine } from '../support/app.ts';
import { serve } from '../support/serve.ts';

const run = promisify(execFile);
const readme = fs.readFileSync('README.md', 'utf8');
const config = unstable_readConfig({ config: 'wrangler.toml' });

/** The lines of the first block of code behind a heading. */
function blockOf(heading: string): string {
  const behind = readme.slice(readme.indexOf(`\n## ${heading}\n`));
  return behind.match(/```sh\n([\s\S]*?)```/)?.[1] ?? '';
}

test('the first send by curl is one, line by line as they stand', async () => {
  const app = await setupWithEngine();
  const lines = blockOf('The first send by curl')
    .replace('http://localhost:8787', await serve(app))
    .replace('Bearer dev', `Bearer ${app.key}`);
  // `-f`: curl ends with an error where the API does.
  const script = `set -euo pipefail\n${lines.replaceAll('curl -s ', 'curl -sf ')}\n`;
  const { stdout } = await run('bash', ['-c', script]);
  expect(stdout).toContain('💡');
  expect(stdout).toContain('"ok":true');
  expect(stdout).toContain('"recipients":1');
  await app.engine.drain({ delayed: true });
  expect(await app.engine.stats()).toMatchObject({ accepted: 1 });
});

test('the deploy makes every queue and sets every secret that wrangler.toml asks for', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-readme-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  // Stand-ins that note what they were called with: nothing leaves this machine.
  for (const name of ['npx', 'npm', 'openssl']) {
    const file = path.join(folder, name);
    fs.writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${folder}/calls"\n`, { mode: 0o755 });
  }
  const env = { PATH: `${folder}:${process.env.PATH}`, DATABASE_URL: 'postgres://…' };
  await run('bash', ['-euc', blockOf('Deploy to Cloudflare')], { env });
  const calls = fs.readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');
  const made = calls.flatMap((call) => /^npx wrangler queues create (\S+)/.exec(call)?.[1] ?? []);
  expect(made.sort()).toEqual(
    config.queues.consumers?.map(({ queue }: { queue: string }) => queue).sort(),
  );
  const set = calls.flatMap((call) => /^npx wrangler secret put (\S+)/.exec(call)?.[1] ?? []);
  expect(set.sort()).toEqual([...(config.secrets?.required ?? [])].sort());
  const { scripts } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const ran = calls.flatMap((call) => /^npm run (?:--\S+ )*(\S+)/.exec(call)?.[1] ?? []);
  expect(ran).toEqual(expect.arrayContaining(['deploy', 'doctor']));
  for (const name of ran) expect(scripts).toHaveProperty(name);
});

test('every variable that the worker reads is in the table, and stands where the table says', () => {
  const source = fs.readFileSync('src/env.ts', 'utf8');
  const read = new Set([...source.matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(([, name]) => name));
  const table = readme.slice(readme.indexOf("The worker's bindings"), readme.indexOf('## Deploy'));
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const told = rows.flatMap((row) => {
    const [, cell = ''] = row.split('|');
    return [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => ({ name, row: cell }));
  });
  const names = told.map(({ name }) => name);
  const hidden = ['TURNSTILE_VERIFY_URL', 'LETTERS_PER_HOUR'];
  expect([...read].filter((name) => !names.includes(`${name}`)).sort()).toEqual(hidden.sort());
  const toml = fs.readFileSync('wrangler.toml', 'utf8');
  for (const { name, row } of told) {
    if (name === 'OPEN_WEB') continue;
    const isSecret = row.includes('(secret)');
    const isThere = isSecret ? toml.includes(name) : new RegExp(`\\b${name}\\b`).test(toml);
    expect(isThere, `${name} in wrangler.toml`).toBe(true);
    expect(isSecret && Object.hasOwn(config.vars, name), `${name} is no secret`).toBe(false);
  }
});
