// The product's wrangler.toml with something changed, for a worker of a test.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { projectRoot } from '../../dev/worker.ts';

/** Each message has one chance, and is a dead letter then. */
export function writeConfigWithoutRetries(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-config-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const toml = fs
    .readFileSync(path.join(projectRoot, 'wrangler.toml'), 'utf8')
    .replace('main = "src/index.ts"', `main = "${projectRoot}/src/index.ts"`)
    .replace('directory = "./src', `directory = "${projectRoot}/src`)
    .replaceAll('"./node_modules/', `"${projectRoot}/node_modules/`)
    .replaceAll(/max_retries = \d+/g, 'max_retries = 0');
  const file = path.join(folder, 'wrangler.toml');
  fs.writeFileSync(file, toml);
  return file;
}
