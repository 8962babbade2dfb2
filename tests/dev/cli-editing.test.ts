// What an editor does from the command line besides sending: find, export, revise, move, look.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCli } from '../../dev/cli/main.ts';
import { setupWithEngine } from '../support/app.ts';
import { confirmReaders, plainDigest } from '../support/engine.ts';
import { serve } from '../support/serve.ts';

test('a digest is exported, revised in its file, and never written over by an older file', async () => {
  const { cli, call, file } = await setup();
  const { id, slug } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  const list = await cli('list');
  expect(list).toContain(`${id}  draft   1`);
  expect(JSON.parse(await cli('list', '--json'))).toMatchObject([{ id, slug }]);
  const exported = await cli('export', slug, '--markdown');
  expect(exported).toMatch(new RegExp(`^---\nid: ${id}\nrevision: 1\nlanguage: `));
  const changed = file('a.md', exported.replace(plainDigest.headline, 'A better headline'));
  expect(await cli('update', changed)).toContain('A better headline (');
  await expect(cli('update', changed)).rejects.toThrow();
  const wrong = file('b.md', (await cli('export', id)).replace('# A', '# A *better*\n# A'));
  const line =
    1 +
    fs
      .readFileSync(wrong, 'utf8')
      .split('\n')
      .findIndex((one) => one.startsWith('# '));
  await expect(cli('update', wrong)).rejects.toThrow(`line ${line}: `);
  const json = file('c.json', (await cli('export', id, '--json')).replace('better', 'third'));
  expect(await cli('update', json)).toContain('A third headline');
  const bare = file('d.json', JSON.stringify(plainDigest));
  expect(await cli('update', bare, slug.slice(0, 12))).toContain(plainDigest.headline);
  await expect(cli('update', bare)).rejects.toThrow(/needs a digest/);
  await expect(cli('update', file('e.txt', 'words'), id)).rejects.toThrow(/export/);
  await expect(cli('import', file('f.docx', ''))).rejects.toThrow(/\.html/);
});

test('a name that could be several digests says which, and one of none where to look', async () => {
  const { cli, call } = await setup();
  const made = [];
  for (const headline of ['One of two', 'Two of two']) {
    const body = { ...plainDigest, headline };
    made.push((await call('POST', '/api/digests', { body })).json);
  }
  const [day] = made[0].slug.match(/^\d{4}-\d\d/);
  for (const { id, slug } of made) {
    await expect(cli('check', day)).rejects.toThrow(`${id}  ${slug}`);
  }
  await expect(cli('check', 'nowhere')).rejects.toThrow(
    /no digest “nowhere”, and none begins so\. `list`/,
  );
});

test('a send is moved, its recipients are listed, and a segment goes by its name', async () => {
  const { cli, call, engine } = await setup();
  await confirmReaders(engine, 2);
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  const rule = { kind: 'subscription', list: 'digest', status: 'pending' };
  await call('POST', '/api/segments', { body: { name: 'Waiting', rule } });
  expect(await cli('send', id, '--segment', 'Waiting')).toContain('2 are outside the segment');
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const sent = await cli('send', id, '--at', at(1), '--yes');
  const sendId = sent.split(' ')[1] ?? '';
  const moved = await cli('reschedule', sendId, '--at', at(30));
  expect(moved).toContain(`send ${sendId} of revision 1 to digest  at `);
  await expect(cli('reschedule', sendId)).rejects.toThrow(/--at or --revision/);
  await expect(cli('reschedule', sendId, '--at', 'tomorrow')).rejects.toThrow();
  expect(await cli('sends', id)).toContain('scheduled  0 of 0');
  expect(await cli('status', sendId)).toContain('scheduled');
  expect(await cli('recipients', sendId)).toBe('Nobody.\n');
  await cli('cancel', sendId);
  await call('POST', '/api/sends', { body: { digestId: id, revision: 1, lists: ['digest'] } });
  await engine.drain({ delayed: true });
  const [newest] = JSON.parse(await cli('sends', '--json'));
  expect(await cli('recipients', newest.id)).toMatch(
    /^address +outcome +delivery +reason\n\S+@\S+ +accepted/,
  );
  expect(JSON.parse(await cli('recipients', newest.id, '--json'))).toHaveLength(2);
});

test('before the time is known no send says yes, and every command explains itself', async () => {
  const { cli, call } = await setup();
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  for (const at of ['tomorrow', '2026-12-01T08:00']) {
    await expect(cli('send', id, '--at', at)).rejects.toThrow();
  }
  const all = await cli('--help');
  const names = [...all.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(15);
  expect(await cli('send', '--help')).toMatch(/^Usage: npm run cli -- send <digest>/);
});

/** In this process: a new one for each line would take the test half a minute. */
async function setup() {
  const app = await setupWithEngine();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-cli-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const env = { DIGEST_URL: await serve(app), API_KEY: app.key };
  /** What it said; throws what it complained of. */
  const cli = async (...args: string[]) => {
    const said: string[] = [];
    const failed: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    vi.spyOn(console, 'log').mockImplementation((text) => void said.push(`${text}\n`));
    vi.spyOn(console, 'error').mockImplementation((text) => void failed.push(`${text}`));
    const code = await runCli(args, env).finally(() => vi.restoreAllMocks());
    if (code !== 0) throw new Error(failed.join('\n'));
    return said.join('');
  };
  const file = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  return { ...app, cli, file };
}
