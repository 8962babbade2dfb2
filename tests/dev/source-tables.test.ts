import fs from 'node:fs';
import { expect, test } from 'vitest';
import { renderSources } from '../../dev/source-tables.ts';

test('the tables in docs/sources.md are what is measured', async () => {
  const written = fs.readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8');
  expect(written).toBe(await renderSources());
});
