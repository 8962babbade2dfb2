import fs from 'node:fs';
import { expect, test } from 'vitest';
import { renderDocument } from '../../dev/docs-tables.ts';

test('the tables in docs/sending.md are what the fault tests noted', () => {
  const written = fs.readFileSync(new URL('../../docs/sending.md', import.meta.url), 'utf8');
  expect(written).toBe(renderDocument());
});
