// `node dev/layers.ts`: holds the sources against the plan of the house and the rule for SQL; part of `npm run check`.

import fs from 'node:fs';
import { findFaults } from './layers/check.ts';
import { findStatementFaults } from './layers/statements.ts';

const names = fs.globSync('{src,emails,dev,bench}/**/*.{ts,tsx}');
const files = new Map(names.map((file) => [file, fs.readFileSync(file, 'utf8')]));
const faults = [...findFaults(files), ...findStatementFaults(files)];

if (faults.length > 0) {
  console.error(
    `${faults.join('\n')}\n\nThe plan of the house: dev/layers/plan.ts; the rule for SQL: src/db/statement.ts`,
  );
  process.exitCode = 1;
}
