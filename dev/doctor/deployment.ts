// What wrangler.toml, wrangler itself and Cloudflare say of the deployment.

import os from 'node:os';
import path from 'node:path';
import type { Check, Examined, Verdict } from './finding.ts';
import { hyperdriveId } from './worker-config.ts';

export const deploymentChecks: Check[] = [
  { name: 'settings', part: 'setup', look: checkSettings },
  { name: 'plan', part: 'setup', look: checkPlan },
  { name: 'hyperdrive', part: 'setup', look: checkHyperdrive },
  { name: 'start-up', part: 'setup', look: checkStartUp },
];

async function checkSettings({ config }: Examined): Promise<Verdict> {
  const { vars, routes, workers_dev, preview_urls } = config;
  const isSample = (value: string) => value === '' || /[@/.]example\.com\b/.test(value);
  const faults = [
    isSample(vars.PUBLIC_URL) && 'PUBLIC_URL is not yours',
    routes.length === 0 && 'no `routes`: nothing leads to the worker',
    workers_dev !== false && '`workers_dev` is on',
    preview_urls !== false && '`preview_urls` is on: previews have the production database',
    isSample(vars.FROM) && 'FROM is not yours',
    vars.SENDER_ADDRESS === '' && 'SENDER_ADDRESS is empty: no digest goes out',
    hyperdriveId(config) === null && 'the Hyperdrive id is not set',
  ].filter((fault) => fault !== false);
  if (faults.length > 0)
    return { state: 'fail', message: `${config.configPath}: ${faults.join('; ')}.` };
  return { state: 'ok', message: `${config.configPath} is set.` };
}

/** Nothing tells a program of the plan; a Free one refuses the deploy. */
async function checkPlan({ config }: Examined): Promise<Verdict> {
  if (config.limits?.cpu_ms === undefined) {
    const message =
      '`[limits] cpu_ms` is not set: a Free plan would take the deploy and fail at work.';
    return { state: 'fail', message };
  }
  const message =
    'Needs Workers Paid: a Free plan refuses a deploy with `[limits]`. See dash.cloudflare.com, Workers & Pages, Plans.';
  return { state: 'look', message };
}

async function checkHyperdrive({ config, environment, wrangler }: Examined): Promise<Verdict> {
  const id = hyperdriveId(config);
  const how = `\`npx wrangler hyperdrive get ${id ?? 'ID'}\` must show caching as disabled; the deployed worker tries it itself (database_cache).`;
  if (id === null || !environment.CLOUDFLARE_API_TOKEN) return { state: 'look', message: how };
  const said = await wrangler('hyperdrive', 'get', id).catch(() => null);
  if (said === null) return { state: 'look', message: `Cloudflare did not say. ${how}` };
  if (/"?caching"?\s*:\s*\{[^}]*"?disabled"?\s*:\s*true/.test(said)) {
    return { state: 'ok', message: 'Hyperdrive caches nothing.' };
  }
  const message = `Hyperdrive caches SELECTs for a minute: \`npx wrangler hyperdrive update ${id} --caching-disabled\`.`;
  return { state: 'fail', message };
}

/** Milliseconds of CPU: Cloudflare refuses a worker that takes a second to start. */
const startUp = { fail: 1000, warn: 400 } as const;

/** Measured on this machine, by wrangler's own profile; nothing is uploaded. */
async function checkStartUp({ config, wrangler }: Examined): Promise<Verdict> {
  const profile = path.join(os.tmpdir(), `start-up-${process.pid}.cpuprofile`);
  const args = ['check', 'startup', '--config', config.configPath, '--outfile', profile];
  const said = await wrangler(...args).catch(() => '');
  const [, active] = /Active:\s*([\d.]+) ms/.exec(said) ?? [];
  const [, gzip] = /gzip:\s*([\d.]+ KiB)/.exec(said) ?? [];
  if (active === undefined) {
    return { state: 'look', message: 'Not measured: see `npx wrangler check startup`.' };
  }
  const ms = Number(active);
  const state = ms >= startUp.fail ? 'fail' : ms >= startUp.warn ? 'warn' : 'ok';
  const size = gzip === undefined ? '' : `, ${gzip} compressed`;
  return { state, message: `The worker starts in ${ms} ms of CPU here${size}; the limit is 1000.` };
}
