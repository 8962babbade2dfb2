// `npm run doctor`: looks at a deployment and says in a line each what is well and what is not.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabase } from '../src/db/client.ts';
import { completeUrl, explainRefusal } from './database-url.ts';
import { accountChecks } from './doctor/accounts.ts';
import type { Check, Examined, Finding } from './doctor/finding.ts';

const usage = `DATABASE_URL=postgres://… npm run doctor [-- --accounts]

Looks and changes nothing. It ends with 1 if anything fails.

  --accounts  the books of the sends alone: after a restore, before anything is sent again`;

const checks: readonly Check[] = [...accountChecks];

/** One finding a check, in the order of the list. Those of one part, or all. */
export async function examine(examined: Examined, part?: Check['part']): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    if (part !== undefined && check.part !== part) continue;
    findings.push({ name: check.name, ...(await lookAt(check, examined)) });
  }
  return findings;
}

async function lookAt(check: Check, examined: Examined): Promise<Omit<Finding, 'name'>> {
  try {
    return await check.look(examined);
  } catch (error) {
    return { state: 'fail', message: explainRefusal(error, examined.databaseUrl).message };
  }
}

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: { accounts: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) throw new Error(usage);
  const databaseUrl = completeUrl(DATABASE_URL);
  const database = openDatabase(databaseUrl, 1, { prepare: false });
  try {
    const examined = { databaseUrl, db: database.patient('plan'), environment: process.env };
    const findings = await examine(examined, values.accounts ? 'accounts' : undefined);
    for (const { name, state, message } of findings) {
      console.log(`${state.padEnd(4)}  ${name.padEnd(10)}  ${message}`);
    }
    return findings.some(({ state }) => state === 'fail') ? 1 : 0;
  } finally {
    await database.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
