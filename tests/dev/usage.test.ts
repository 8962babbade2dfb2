import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const cwd = fileURLToPath(new URL('../..', import.meta.url));
const ours = Object.entries(manifest.scripts).flatMap(([name, command]) => {
  const file = /^node (\S+\.ts)$/.exec(command)?.[1];
  return file === undefined ? [] : [{ name, file }];
});

test('the commands that are programs of ours are known', () => {
  expect(ours.map(({ name }) => name)).toContain('start');
  expect(ours.length).toBeGreaterThan(6);
});

for (const { name, file } of ours) {
  test(`\`npm run ${name} -- --help\` says how it is called, and does nothing`, () => {
    // No file may be written and no server found: it must not even try.
    const environment = { PATH: process.env.PATH, DATABASE_URL: 'postgres://127.0.0.1:9/none' };
    const run = spawnSync(process.execPath, [file, '--help'], {
      ...{ cwd, env: environment, encoding: 'utf8', timeout: 20_000 },
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(name === 'start' ? /npm start/ : new RegExp(`npm run .*${name}\\b`));
  });
}

test('`npm run db:migrate` and `create-key` end with one sentence where no database answers', () => {
  const environment = { PATH: process.env.PATH, DATABASE_URL: 'postgres://mai@127.0.0.1:9/none' };
  for (const command of [['dev/migrate.ts'], ['dev/create-key.ts', 'editor', 'read']]) {
    const run = spawnSync(process.execPath, command, { cwd, env: environment, encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stderr).toBe('PostgreSQL at 127.0.0.1:9 cannot be reached (ECONNREFUSED).\n');
  }
});
