import fs from 'node:fs';
import { getTableName, isTable } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { findFaults } from '../../dev/layers/check.ts';
import { readImports } from '../../dev/layers/imports.ts';
import { tables, writesAllowed } from '../../dev/layers/plan.ts';
import { readWrites } from '../../dev/layers/writes.ts';

const judge = (files: Record<string, string>) => findFaults(new Map(Object.entries(files)));

/** What every file of the schema exports: a list by hand would forget the next one. */
async function readSchema(): Promise<Record<string, unknown>> {
  const names = fs.readdirSync('src/db/schema').map((file) => file.replace(/\.ts$/, ''));
  const files = names.map((name) => import(`../../src/db/schema/${name}.ts`));
  return Object.assign({}, ...(await Promise.all(files)));
}

test('a room imports what stands before it, and the words', () => {
  const text = `import { AppError } from '../base/errors.ts';
import { ja } from '../words/ja.ts';
import * as z from 'zod';`;
  expect(judge({ 'src/digest/store.ts': text })).toEqual([]);
});

test.each([
  ['src/digest/store.ts', `import { x } from '../sending/plan.ts';`],
  ['src/digest/store.ts', `import type { Deps } from '../wiring.ts';`],
  ['src/digest/store.ts', `export {\n  x,\n  y,\n} from '../http/context.ts';`],
  ['src/digest/store.ts', `const x = await import('../audience/fields.ts');`],
  ['src/http/ui/layout.tsx', `import type { Deps } from '../../wiring.ts';`],
  ['src/http/api/sends.ts', `import { x } from '../../../dev/postgres.ts';`],
  ['src/access/keys/key-queries.ts', `import { x } from '../../../emails/transactional.tsx';`],
])('%s may not say %s', (file, text) => {
  expect(judge({ [file]: text })).toEqual([expect.stringContaining(file)]);
});

test('a wing imports what stands before it in its room, and a file beside the wings none', () => {
  const backward = `import { deliver } from '../delivery/deliver.ts';`;
  expect(judge({ 'src/sending/watch/sweep.ts': backward })).toEqual([]);
  expect(judge({ 'src/sending/planning/nobody.ts': backward })).toEqual([
    'src/sending/planning/nobody.ts: sending/planning stands before sending/delivery',
  ]);
  expect(
    judge({ 'src/sending/words-of-a-send.ts': `import { x } from './planning/plan.ts';` }),
  ).toHaveLength(1);
});

test('a room and a wing that the plan does not name are refused, once for all their files', () => {
  const files = {
    'src/cellar/wine.ts': '',
    'src/sending/attic/a.ts': '',
    'src/sending/attic/b.ts': '',
  };
  expect(judge(files)).toEqual([
    'The plan has no place for src/cellar',
    'The plan has no place for src/sending/attic',
  ]);
});

test.each([
  ['src/digest/store.ts', 'hono'],
  ['src/digest/store.ts', 'node:fs'],
  ['src/sending/watch/sweep.ts', 'cloudflare:workers'],
  ['src/digest/store.ts', 'drizzle-orm'],
  ['src/http/api/sends.ts', 'drizzle-orm/pg-core'],
  ['src/digest/store.ts', 'postgres'],
  ['src/http/site/form.ts', 'react'],
  ['src/http/site/form.ts', '@react-email/components'],
  ['src/sending/delivery/deliver.ts', 'resend'],
  ['emails/digest.tsx', 'hono/jsx'],
])('%s may not import %s', (file, name) => {
  expect(judge({ [file]: `import { x } from '${name}';` })).toEqual([
    expect.stringContaining(`imports ${name}, but `),
  ]);
});

test('files that need each other before they can run are named, through others, too', () => {
  const files = {
    'src/base/a.ts': `import { b } from './b.ts';`,
    'src/base/b.ts': `import { type C, c } from './c.ts';`,
    'src/base/c.ts': `import { a } from './a.ts';`,
    'src/base/d.ts': `import { a } from './a.ts';`,
  };
  expect(judge(files)).toEqual([
    'These need each other to run: src/base/a.ts, src/base/b.ts, src/base/c.ts',
  ]);
  const later = { ...files, 'src/base/c.ts': `const { a } = await import('./a.ts');` };
  const erased = { ...files, 'src/base/c.ts': `import type { A } from './a.ts';` };
  expect([judge(later), judge(erased)]).toEqual([[], []]);
});

test('a table is written by its owner alone, whatever the form of the statement', () => {
  const file = 'src/audience/segments/queries.ts';
  for (const text of [
    'sql`insert into sends (id) select 1`',
    'sql`with x as (\n  update\n sends s set id = 1) select 1`',
    'sql`/* dropSends */ delete from sends`',
    'db.update(sends).set({})',
    'await tx\n  .delete(sends)\n  .where(x)',
  ]) {
    expect(judge({ [file]: text })).toEqual([`${file}: writes sends, owned by sending`]);
  }
  expect(judge({ [file]: 'db.insert(segments).values(x)' })).toEqual([]);
  expect(judge({ [file]: `sql\`update \${table} set x = 1\`` })).toEqual([
    expect.stringContaining('owned by nobody'),
  ]);
});

test('locks, upserts and comments write nothing', () => {
  const text = `// delete from sends
    /* update sends */ sql\`select 1 from sends for update
      insert into lists values (1) on conflict do update set x = 1
      for no key update of lists -- insert into batches\``;
  expect(readWrites(text)).toEqual(['lists']);
});

test('an exception that nothing needs any more is refused', () => {
  const file = 'src/sending/feedback/fold-queries.ts';
  expect(judge({ [file]: 'db.insert(consents)' })).toEqual(
    ['subscribers', 'subscriptions', 'suppressions', 'letters'].map((table) =>
      expect.stringContaining(`may write ${table} by the plan, and does not`),
    ),
  );
  expect(Object.keys(writesAllowed).filter((name) => !fs.existsSync(name))).toEqual([]);
});

test('every table has one owner, and its name in code follows from that in the database', async () => {
  const schema = await readSchema();
  const known = Object.values(schema).filter(isTable);
  const owned = Object.values(tables).flatMap((names) => names.split(/\s+/));
  expect(owned.sort()).toEqual(known.map(getTableName).sort());
  for (const [name, table] of Object.entries(schema)) {
    if (isTable(table)) expect(readWrites(`db.insert(${name})`)).toEqual([getTableName(table)]);
  }
});

test('imports are read in every form that Biome leaves them in', () => {
  const text = `import './side.ts';
import a, { type B } from './b.ts';
import * as z from 'zod';
import type {
  C,
} from '../c.ts';
export * from './d.ts';
type E = typeof import('./e.ts');`;
  expect(readImports('src/base/x.ts', text)).toEqual([
    { from: 'src/base/side.ts', isFile: true, isEager: true },
    { from: 'src/base/b.ts', isFile: true, isEager: true },
    { from: 'zod', isFile: false, isEager: true },
    { from: 'src/c.ts', isFile: true, isEager: false },
    { from: 'src/base/d.ts', isFile: true, isEager: true },
    { from: 'src/base/e.ts', isFile: true, isEager: false },
  ]);
});
