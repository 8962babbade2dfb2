import path from 'node:path';
import { expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { projectRoot } from '../../dev/worker.ts';

test('a deploy asks for all the processor time there is, and for a place near its database', () => {
  const config = unstable_readConfig({ config: path.join(projectRoot, 'wrangler.toml') });
  expect(config.limits).toEqual({ cpu_ms: 300_000 });
  expect(config.placement).toEqual({ mode: 'smart' });
});

test('no log keeps the address of a request: the tokens of readers are in addresses', () => {
  const config = unstable_readConfig({ config: path.join(projectRoot, 'wrangler.toml') });
  expect(config.observability?.logs?.invocation_logs).toBe(false);
});
