// Clients made from the description by generators that are not ours, and used against the product.

import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { setupWithEngine } from '../support/app.ts';
import { apiDocument } from '../support/documented.ts';
import { confirmReaders, plainDigest } from '../support/engine.ts';
import { serve } from '../support/serve.ts';

const quarter = 900_000;
const json = 'application/json';
const execute = promisify(execFile);
const described = Object.values(apiDocument.paths).flatMap((methods) => Object.values(methods));
const operationIds = described.map(({ operationId }) => operationId);

const inDays = (days: number) =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T00:00:00.000Z`;
const STILL_LATER = inDays(2);

/** What each of the programs says of what it did. */
const done = {
  headline: plainDigest.headline,
  preview: true,
  import: 'own',
  rule: 'all',
  recipients: 3,
  status: 'cancelled',
  scheduledAt: STILL_LATER,
  events: true,
  problem: '/docs#not_found',
};

/** A copy of the folder with the description in it, which runs programs and goes with the test. */
function makeWorkshop() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clients-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  fs.cpSync(path.join(import.meta.dirname, 'clients'), folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'openapi.json'), JSON.stringify(apiDocument));
  return {
    folder,
    async run(program: string, args: readonly string[], env: Record<string, string> = {}) {
      const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 1e8 };
      const { stdout, stderr } = await execute(program, args, options);
      return stdout + stderr;
    },
  };
}

async function openProduct(): Promise<Record<string, string>> {
  const at = await setupWithEngine();
  await confirmReaders(at.engine, 3);
  const DIGEST = JSON.stringify(plainDigest);
  return { BASE_URL: await serve(at), API_KEY: at.key, DIGEST, LATER: inDays(1), STILL_LATER };
}

test('openapi-typescript and hey-api make clients that hold every operation, compile and work', {
  timeout: quarter,
}, async () => {
  const { folder, run } = makeWorkshop();
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  await run('npx', ['--no', '--', 'openapi-typescript', 'openapi.json', '-o', 'made/schema.d.ts']);
  await run('npx', ['--no', '--', 'openapi-ts', '-i', 'openapi.json', '-o', 'made/hey-api']);
  const types = fs.readFileSync(path.join(folder, 'made/schema.d.ts'), 'utf8');
  const functions = fs.readFileSync(path.join(folder, 'made/hey-api/sdk.gen.ts'), 'utf8');
  const lacking = operationIds.filter(
    (id) => !types.includes(`operations["${id}"]`) || !functions.includes(`export const ${id} =`),
  );
  expect(lacking).toEqual([]);
  await run('npx', ['--no', '--', 'tsc']);
  for (const program of ['by-openapi-fetch', 'by-hey-api']) {
    const said = await run('node', [`out/${program}.js`], await openProduct());
    expect(JSON.parse(said)).toEqual({ ...done, markdown: '---' });
  }
});

test('openapi-python-client makes a client that holds every operation, and works', {
  timeout: quarter,
}, async ({ skip }) => {
  if (!hasPython()) skip('python3 with venv is not here: apt-get install python3-venv');
  const { folder, run } = makeWorkshop();
  await run('python3', ['-m', 'venv', 'venv']);
  await run('venv/bin/pip', ['install', '--quiet', 'openapi-python-client==0.29.1']);
  const generate = ['generate', '--path', 'openapi.json', '--output-path', 'made_client'];
  const said = await run('venv/bin/openapi-python-client', [...generate, '--meta', 'none']);
  expect(said).not.toContain('Unable to parse');
  const files = fs.readdirSync(path.join(folder, 'made_client/api'), { recursive: true });
  const made = new Set(files.map((file) => path.basename(String(file), '.py').replaceAll('_', '')));
  // It sends no text: what takes nothing else is beyond it.
  const sendable = described.filter(({ requestBody: body }) => !body || body.content[json]);
  const names = sendable.map(({ operationId }) => operationId);
  expect(names.filter((name) => !made.has(name.toLowerCase()))).toEqual([]);
  const output = await run('venv/bin/python', ['by_python.py'], await openProduct());
  expect(JSON.parse(output)).toEqual(done);
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
