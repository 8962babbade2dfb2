import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { describeStaging } from '../../dev/staging.ts';
import { projectRoot } from '../../dev/worker.ts';

const toml = fs.readFileSync(path.join(projectRoot, 'wrangler.toml'), 'utf8');
const wanted = {
  hyperdriveId: 'abcdef0123456789abcdef0123456789',
  publicUrl: 'https://staging.example.com/',
  from: 'digest@staging.example.com',
};

interface Settings {
  name: string;
  hyperdrive: { id: string }[];
  routes: { pattern: string }[];
  queues: {
    producers: { queue: string }[];
    consumers: { queue: string; dead_letter_queue?: string; max_retries: number }[];
  };
  vars: Record<string, string>;
  workers_dev: boolean;
  preview_urls: boolean;
}

function read(text: string): Settings {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-staging-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const config = path.join(folder, 'wrangler.toml');
  fs.writeFileSync(config, text);
  return unstable_readConfig({ config });
}

const queuesOf = ({ queues: { producers, consumers } }: Settings) =>
  new Set([
    ...producers.map(({ queue }) => queue),
    ...consumers.flatMap(({ queue, dead_letter_queue: dead }) => [queue, ...(dead ? [dead] : [])]),
  ]);

test('a staging worker shares no name, queue, database or address with production', () => {
  const [production, staging] = [read(toml), read(describeStaging(toml, wanted))];
  expect(staging.name).not.toBe(production.name);
  const shared = [...queuesOf(staging)].filter((queue) => queuesOf(production).has(queue));
  expect(shared).toEqual([]);
  expect(queuesOf(staging).size).toBe(queuesOf(production).size);
  expect(staging.hyperdrive.map(({ id }) => id)).toEqual([wanted.hyperdriveId]);
  expect(staging.routes.map(({ pattern }) => pattern)).toEqual(['staging.example.com']);
  expect(staging.vars).toMatchObject({
    PUBLIC_URL: 'https://staging.example.com',
    FROM: wanted.from,
  });
  // Its dead letters are told apart by the beginning of their queue's name, as in production.
  expect([...queuesOf(staging)]).toContain('chrysanthemum-dead-staging');
  expect(staging.queues.consumers.map((one) => one.max_retries)).toEqual(
    production.queues.consumers.map((one) => one.max_retries),
  );
});

test('neither has an address at workers.dev, nor previews that would reach its database', () => {
  for (const settings of [read(toml), read(describeStaging(toml, wanted))]) {
    expect(settings).toMatchObject({ workers_dev: false, preview_urls: false });
  }
});

test('the database and the address of production are refused for staging', () => {
  const { hyperdrive, vars } = read(toml);
  const refused = [
    { hyperdriveId: hyperdrive[0]?.id ?? '' },
    { hyperdriveId: 'mine' },
    { publicUrl: `${vars.PUBLIC_URL}/` },
    { publicUrl: 'staging' },
  ];
  for (const other of refused) {
    expect(() => describeStaging(toml, { ...wanted, ...other })).toThrow();
  }
});
