import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sends } from '../../src/db/schema/sends.ts';
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
  expect(await cli('check', id)).toBe('Nothing stands against sending it.\n');
  expect(await cli('check', id, '--json')).toContain('"ok": true');
  expect(await cli('preview', id, '--text')).toContain('💡');
  const estimate = await cli('send', id, '--lists', 'digest');
  expect(estimate).toMatch(/^people +2$/m);
  expect(estimate).toContain(plainDigest.headline);
  expect(estimate).toMatch(/^at +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d in Asia\/Tokyo/m);
  expect(estimate).toContain('Nothing was sent');
  const working = workUntilSent(engine);
  const sent = await cli('send', id, '--lists', 'digest', '--yes');
  await working;
  expect(sent).toContain('sent  2 of 2: 2 accepted, 0 rejected, 0 skipped');
  // The same line again is the same request, not a second send.
  expect(await cli('send', id, '--lists', ' digest ,', '--yes')).toContain(sent.split(' is ')[0]);
  expect(await engine.stats()).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(await cli('send', id)).toContain('2 have it already');
  expect(await cli('preview', id, '--text', '--revision', '1')).toContain('💡');
  const published = await cli('publish', id, '--revision', '1', '--note', '訂正しました。');
  expect(published).toMatch(/^\/digests\/\S+ shows revision 1\.$/m);
});

test('with a warm-up the estimate lists the days, and watching ends when only later days are left', async () => {
  const { cli, call, engine } = await setup();
  await confirmReaders(engine, 200);
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  const line = ['send', id, '--warm-up', 'new_domain'];
  const estimate = await cli(...line);
  expect(estimate).toMatch(/^days +\d{4}-\d\d-\d\d +150 +from .*\n +\d{4}-\d\d-\d\d +50 +from /m);
  const watching = cli(...line, '--yes');
  await vi.waitFor(() => expect(engine.queues.jobs.messages).not.toEqual([]), 10_000);
  await engine.drain();
  expect(await watching).toMatch(/sending {2}150 of 200: .* 50 more from .* on$/m);
});

test('a line that is repeated is the same send, until that send was called off', async () => {
  const { cli, call, engine } = await setup();
  await confirmReaders(engine, 1);
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  const line = ['send', id, '--at', new Date(Date.now() + 3600_000).toISOString(), '--yes'];
  const first = await cli(...line);
  expect(first).toMatch(/^send \S+ is scheduled$/m);
  expect(await cli(...line)).toBe(first);
  await cli('cancel', first.split(' ')[1] ?? '');
  const second = await cli(...line);
  expect(second).toMatch(/is scheduled/);
  expect(second).not.toBe(first);
});

test('a file of subscribers is uploaded and its import followed to its end', async () => {
  const { cli, folder, engine } = await setup();
  const file = path.join(folder, 'people.csv');
  fs.writeFileSync(file, 'email,name\na@example.com,A\nnobody,B\n');
  const importing = cli('subscribers', 'import', file);
  while (engine.queues.jobs.messages.length === 0) await new Promise(setImmediate);
  await engine.drain();
  const said = await importing;
  expect(said).toContain('2 rows: 1 created, 0 updated, 1 rejected');
  expect(said).toContain('1 pending');
  expect(said).toMatch(/rejected 3,nobody,/);
});

test('what went wrong is said in words, with an exit code', async () => {
  const { cli } = await setup();
  await expect(cli('status', 'nonsense')).rejects.toMatchObject({ code: 1 });
  await expect(cli('send')).rejects.toMatchObject({ stderr: 'This needs a digest. See --help.\n' });
  await expect(cli('import', '/nowhere.md')).rejects.toMatchObject({ code: 2 });
  await expect(cli('preview', '../lists')).rejects.toMatchObject({ code: 1 });
  await expect(cli('preview', 'some-id', '--revision', 'two')).rejects.toMatchObject({
    stderr: '--revision takes a whole number, not “two”.\n',
  });
  await expect(cli('--nonsense')).rejects.toMatchObject({ code: 2 });
  expect(await cli('--help')).toContain('Usage');
  expect(await cli('lists')).toContain('digest');
});

test('what stands on the line and is of no use is refused, not passed over', async () => {
  const { cli, folder } = await setup();
  const empty = path.join(folder, 'empty.md');
  fs.writeFileSync(empty, '');
  for (const [line, sentence] of [
    [['list', 'more'], 'list has no use for “more”. See --help.'],
    [['lists', '--watch'], 'lists has no option --watch. See --help.'],
    [['preview', 'some-id', '--lists', 'digest'], 'preview has no option --lists. See --help.'],
    [['import', empty], `${empty} is empty.`],
    [['import', `${folder}/no.md`], `${folder}/no.md is not there.`],
    [['update', `${folder}/a.md`], `${folder}/a.md is not there.`],
    [['subscribers', 'import', folder], `${folder} is a folder.`],
    [['subscribers', 'import', 'no.csv'], 'no.csv is not there.'],
  ] as const) {
    await expect(cli(...line)).rejects.toMatchObject({ code: 2, stderr: `${sentence}\n` });
  }
});

test('a refusal of the server is said once, with every place in it', async () => {
  const { cli, call } = await setup();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await expect(cli('test', id)).rejects.toMatchObject({ stderr: 'This needs --to. See --help.\n' });
  await expect(cli('send', id, '--timezone', 'JST')).rejects.toMatchObject({
    stderr: expect.stringMatching(/^422 .*\n {2}timezone: Must be an IANA .*Asia\/Tokyo\?\n$/),
  });
});

async function setup(variables: Record<string, unknown> = {}) {
  const app = await setupWithEngine(variables);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-cli-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const environment = { ...process.env, DIGEST_URL: await serve(app), API_KEY: app.key };
  const cli = async (...args: string[]) => {
    const { stdout } = await run(process.execPath, ['dev/cli/main.ts', ...args], {
      env: environment,
    });
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

test('a send that the switch holds up is not watched for ever: the line says so and ends', async () => {
  const { cli, call, engine } = await setup({ SENDING: 'off' });
  await confirmReaders(engine, 1);
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  expect(await cli('send', id)).toMatch(/^! +Sending is switched off/m);
  expect(await cli('send', id, '--yes')).toMatch(/is planning[\s\S]*^! Sending is switched off/m);
});
