// `npm run doctor`: looks at a deployment and says in a line each what is well and what is not.

import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openDatabase } from '../src/db/client.ts';
import { completeUrl, explainRefusal } from './database-url.ts';
import { accountChecks } from './doctor/accounts.ts';
import { databaseChecks } from './doctor/database.ts';
import { deploymentChecks } from './doctor/deployment.ts';
import type { Check, Examined, Finding, Verdict } from './doctor/finding.ts';
import { liveChecks } from './doctor/live.ts';
import { readWorkerConfig } from './doctor/worker-config.ts';
import { readOptions, refuse } from './usage.ts';
import { projectRoot } from './worker.ts';

const usage = `DATABASE_URL=postgres://… npm run doctor [-- --accounts] [-- --config wrangler.staging.toml]

Looks and changes nothing; what it cannot try it says how to see. It ends with 1 if anything fails.

  --accounts     the books of the sends alone: after a restore, before anything is sent again
  --config FILE  another than wrangler.toml

  RESEND_API_KEY        also asks Resend about the key, the domain of FROM and the webhook
  API_KEY, DIGEST_URL   also asks the deployed worker (PUBLIC_URL) what it sees
  CLOUDFLARE_API_TOKEN  also asks Cloudflare whether Hyperdrive caches`;

const checks: readonly Check[] = [
  ...databaseChecks,
  ...deploymentChecks,
  ...liveChecks,
  ...accountChecks,
];

/** In the order of the list. Those of one part, or all. */
export async function examine(examined: Examined, part?: Check['part']): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    if (part !== undefined && check.part !== part) continue;
    const found = await lookAt(check, examined);
    findings.push(...(Array.isArray(found) ? found : [{ name: check.name, ...found }]));
  }
  return findings;
}

async function lookAt(check: Check, examined: Examined): Promise<Verdict | Finding[]> {
  try {
    return await check.look(examined);
  } catch (error) {
    return { state: 'fail', message: explainRefusal(error, examined.databaseUrl).message };
  }
}

async function run(): Promise<number> {
  const { values } = readOptions(usage, {
    accounts: { type: 'boolean' },
    config: { type: 'string', default: path.join(projectRoot, 'wrangler.toml') },
  });
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) refuse(usage, 'DATABASE_URL says which database: it is not set.');
  const databaseUrl = completeUrl(DATABASE_URL);
  const database = openDatabase(databaseUrl, 1, { prepare: false });
  try {
    const examined = {
      databaseUrl,
      db: database.patient('plan'),
      environment: process.env,
      config: await readWorkerConfig(values.config),
      wrangler: runWrangler,
    };
    const findings = await examine(examined, values.accounts ? 'accounts' : undefined);
    for (const { name, state, message } of findings) {
      console.log(`${state.padEnd(4)}  ${name.padEnd(18)}  ${message}`);
    }
    return findings.some(({ state }) => state === 'fail') ? 1 : 0;
  } finally {
    await database.close();
  }
}

async function runWrangler(...args: string[]): Promise<string> {
  const bin = path.join(projectRoot, 'node_modules/wrangler/bin/wrangler.js');
  const environment = { ...process.env, WRANGLER_LOG: 'log', WRANGLER_SEND_METRICS: 'false' };
  const options = { cwd: projectRoot, env: environment, timeout: 60_000 };
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...args], options);
  return stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
