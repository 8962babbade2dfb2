import fs from 'node:fs';
import { expect, test } from 'vitest';
import { renderDocument } from '../../dev/docs-tables.ts';

test.each(['faults', 'sending', 'operations', 'audience', 'digest-format'] as const)(
  'the tables in docs/%s.md are what the tests noted',
  (name) => {
    const file = new URL(`../../docs/${name}.md`, import.meta.url);
    expect(fs.readFileSync(file, 'utf8')).toBe(renderDocument(name));
  },
);
