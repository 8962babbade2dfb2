import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const cwd = fileURLToPath(new URL('../..', import.meta.url));
const ours = Object.entries(manifest.scripts).flatMap(([name, command]) => {
  const [file] = command.startsWith('node ') ? command.split(' ').slice(1) : [];
  return file === undefined ? [] : [{ name, file }];
});

test('the commands that are programs of ours are known', () => {
  expect(ours.map(({ name }) => name)).toContain('start');
  expect(ours.length).toBeGreaterThan(6);
});

for (const { name, file } of ours) {
  test(`\`npm run ${name} -- --help\` says how it is called, and does nothing`, () => {
    for (const wish of ['--help', '-h']) {
      const { status, stdout, stderr } = call(file, wish);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(stdout).toMatch(name === 'start' ? /npm start/ : new RegExp(`npm run .*${name}\\b`));
    }
  });

  test(`\`npm run ${name}\` refuses an option that it does not know, and does nothing`, () => {
    const { status, stdout, stderr } = call(file, '--nonsense');
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Unknown option '--nonsense'\.(?! To)/);
    expect(status).toBe(2);
  });
}

/** With no database and no server: it must not even try. */
function call(file: string, ...args: string[]) {
  const environment = { PATH: process.env.PATH, DATABASE_URL: 'postgres://127.0.0.1:9/none' };
  return spawnSync(process.execPath, [file, ...args], {
    ...{ cwd, env: environment, encoding: 'utf8', timeout: 20_000 },
  });
}

test.each([
  [['bench/run.ts'], /^Name one of: send/],
  [['bench/run.ts', 'constructor'], /^Name one of: send/],
  [['bench/run.ts', 'render', '--runs', '0'], /^--runs takes a whole number from 1/],
  [['tests/faults/run.ts', '--seeds', 'many'], /^--seeds takes a whole number from 1/],
  [['dev/create-key.ts', 'editor', 'fly'], /^It takes a name and its scopes/],
  [['dev/editor.ts', 'nobody'], /^An address looks like/],
  [['dev/editor.ts', 'a@example.com', '--role', 'king'], /^There is no role king/],
  [['dev/editor.ts', 'a@example.com', 'b@example.com'], /^It takes one address/],
  [['dev/doctor.ts', 'now'], /^Unexpected argument 'now'/],
  [['dev/cli/main.ts', 'fly'], /^There is no command fly/],
] as const)('%j is refused in a sentence', ([file, ...args], sentence) => {
  const { status, stderr } = call(file, ...args);
  expect(stderr).toMatch(sentence);
  expect(status).toBe(2);
});

test('`npm run db:migrate` and `create-key` end with one sentence where no database answers', () => {
  const environment = { PATH: process.env.PATH, DATABASE_URL: 'postgres://mai@127.0.0.1:9/none' };
  for (const command of [['dev/migrate.ts'], ['dev/create-key.ts', 'editor', 'read']]) {
    const run = spawnSync(process.execPath, command, { cwd, env: environment, encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stderr).toBe('PostgreSQL at 127.0.0.1:9 cannot be reached (ECONNREFUSED).\n');
  }
});
