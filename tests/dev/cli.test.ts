import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { sends } from '../../src/db/schema.ts';
import { setupWithEngine } from '../support/app.ts';
import { confirmReaders, plainDigest } from '../support/engine.ts';
import { serve } from '../support/serve.ts';

const run = promisify(execFile);

test('a digest goes from a file to its readers by the command line alone', async () => {
  const { cli, folder, engine } = await setup();
  await confirmReaders(engine, 2);
  fs.writeFileSync(path.join(folder, 'digest.json'), JSON.stringify(plainDigest));
  const made = await cli('import', path.join(folder, 'digest.json'));
  const id = made.slice(0, 36);
  expect(made).toContain(plainDigest.headline);
  expect(await cli('check', id)).toContain('"ok": true');
  expect(await cli('preview', id, '--text')).toContain('💡');
  const estimate = await cli('send', id, '--lists', 'digest');
  expect(estimate).toContain('"recipients": 2');
  expect(estimate).toContain('Nothing was sent');
  const working = workUntilSent(engine);
  const sent = await cli('send', id, '--lists', 'digest', '--yes');
  await working;
  expect(sent).toContain('sent  2 of 2: 2 accepted, 0 rejected, 0 skipped');
  expect(await cli('preview', id, '--text', '--revision', '1')).toContain('💡');
  const published = await cli('publish', id, '--revision', '1', '--note', '訂正しました。');
  expect(published).toMatch(/^\/digests\/\S+ shows revision 1\.$/m);
});

test('a file of subscribers is uploaded and its import followed to its end', async () => {
  const { cli, folder, engine } = await setup();
  const file = path.join(folder, 'people.csv');
  fs.writeFileSync(file, 'email,name\na@example.com,A\nnobody,B\n');
  const importing = cli('subscribers', 'import', file);
  while (engine.queues.jobs.messages.length === 0) await new Promise(setImmediate);
  await engine.drain();
  expect(await importing).toContain('2 rows: 1 created, 0 updated, 1 rejected');
});

test('what went wrong is said in words, with an exit code', async () => {
  const { cli } = await setup();
  await expect(cli('status', 'nonsense')).rejects.toMatchObject({ code: 1 });
  await expect(cli('send')).rejects.toMatchObject({ stderr: 'This needs an id. See --help.\n' });
  await expect(cli('import', '/nowhere.md')).rejects.toMatchObject({ code: 1 });
  await expect(cli('--nonsense')).rejects.toMatchObject({ code: 1 });
  expect(await cli('--help')).toContain('Usage');
  expect(await cli('lists')).toContain('digest');
});

async function setup() {
  const app = await setupWithEngine();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-cli-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const environment = { ...process.env, DIGEST_URL: await serve(app), API_KEY: app.key };
  const cli = async (...args: string[]) => {
    const { stdout } = await run(process.execPath, ['dev/cli.ts', ...args], { env: environment });
    return stdout;
  };
  return { ...app, folder, cli };
}

/** Works the queues as the worker would, until a send has ended. */
async function workUntilSent(engine: Awaited<ReturnType<typeof setupWithEngine>>['engine']) {
  for (;;) {
    await engine.drain({ delayed: true });
    await engine.tick();
    const [send] = await engine.deps.db.select().from(sends);
    if (send?.status === 'sent') return;
    await new Promise(setImmediate);
  }
}
