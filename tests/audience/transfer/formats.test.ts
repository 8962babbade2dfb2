import { expect, test } from 'vitest';
import { formatFiles } from './format-files.ts';
import { noteFormat } from './formats.ts';
import { setupImports } from './import-setup.ts';

test.each(formatFiles)(
  'of a file of $service every row has the right state',
  async ({ lines, states, format, name, service }) => {
    const { run, standing, person } = await setupImports();
    const done = await run(`${lines.join('\n')}\n`);
    const rows = lines.length - 1;
    expect(done).toMatchObject({ format, status: 'done', created: rows, rejected: 0 });
    const became = await Promise.all(
      states.map(async (_, at) => (await standing(`${'abcdef'[at]}@example.com`)).digest),
    );
    expect(became).toEqual(states);
    for (const state of ['confirmed', 'pending', 'unsubscribed'] as const) {
      expect(done.states[state]).toBe(states.filter((one) => one === state).length);
    }
    if (name !== undefined) expect((await person('a@example.com')).name).toBe(name);

    noteFormat(service, done.columns);
  },
);
