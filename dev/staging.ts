// `node dev/staging.ts`: writes wrangler.staging.toml, a second worker that shares nothing with the first.

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

const production = new URL('../wrangler.toml', import.meta.url);
const staging = new URL('../wrangler.staging.toml', import.meta.url);

const usage = `node dev/staging.ts HYPERDRIVE_ID https://staging.example.com FROM

Writes wrangler.staging.toml: wrangler.toml with queues, a database and an address of its own. Then
npx wrangler secret put … -c wrangler.staging.toml, and npx wrangler deploy -c wrangler.staging.toml.`;

export interface Staging {
  hyperdriveId: string;
  publicUrl: string;
  from: string;
}

/**
 * The settings of a staging worker. Secrets belong to the worker's name, queues to theirs; what
 * could still lead to production, the database and the address of readers, must differ.
 */
export function describeStaging(toml: string, { hyperdriveId, publicUrl, from }: Staging): string {
  const host = URL.parse(publicUrl)?.host ?? '';
  if (!/^[0-9a-f]{32}$/.test(hyperdriveId)) throw new Error('HYPERDRIVE_ID has 32 hex digits.');
  if (hyperdriveId === readValue(toml, 'id'))
    throw new Error('That is the Hyperdrive of production.');
  if (host === '') throw new Error('The second value is the address of staging, https://…');
  if (host === URL.parse(readValue(toml, 'PUBLIC_URL'))?.host) {
    throw new Error('That is the address of production.');
  }
  const values: [string, string][] = [
    ['name', `${readValue(toml, 'name')}-staging`],
    ['id', hyperdriveId],
    ['PUBLIC_URL', publicUrl.replace(/\/+$/, '')],
    ['FROM', from],
    ['REPLY_TO', ''],
    ['INBOUND_ADDRESS', ''],
  ];
  let text = toml.replaceAll(/^((?:queue|dead_letter_queue) = "[^"]+)"/gm, '$1-staging"');
  for (const [name, value] of values) {
    text = text.replace(lineOf(name), () => `${name} = ${JSON.stringify(value)}`);
  }
  const routes = `routes = [{ pattern = ${JSON.stringify(host)}, custom_domain = true }]`;
  return text.replace(/^(# )?routes = .*$/m, () => routes);
}

function readValue(toml: string, name: string): string {
  const [, value] = lineOf(name).exec(toml) ?? [];
  if (value === undefined) throw new Error(`wrangler.toml does not say ${name}.`);
  return value;
}

const lineOf = (name: string) => new RegExp(`^${name} = "([^"]*)"`, 'm');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [hyperdriveId, publicUrl, from] = process.argv.slice(2);
  if (!hyperdriveId || !publicUrl || !from) {
    console.error(usage);
    process.exitCode = 2;
  } else {
    const toml = fs.readFileSync(production, 'utf8');
    fs.writeFileSync(staging, describeStaging(toml, { hyperdriveId, publicUrl, from }));
    console.log('Wrote wrangler.staging.toml');
  }
}
