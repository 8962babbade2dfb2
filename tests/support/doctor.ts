// What the doctor looks at, for tests: a deployment that is set up well, unless they say otherwise.

import type { Examined } from '../../dev/doctor/finding.ts';
import type { TestDatabase } from './database.ts';

export const goodConfig: Examined['config'] = {
  configPath: 'wrangler.toml',
  workers_dev: false,
  preview_urls: false,
  routes: [{ pattern: 'digest.kiku.example' }],
  limits: { cpu_ms: 300_000 },
  hyperdrive: [{ binding: 'DB', id: '5'.repeat(32) }],
  vars: {
    PUBLIC_URL: 'https://digest.kiku.example',
    FROM: 'digest@kiku.example',
    INBOUND_ADDRESS: '',
    SENDER_ADDRESS: '見本県見本市一丁目二番三号',
  },
};

export function examined(
  { url, db }: Pick<TestDatabase, 'url' | 'db'>,
  changes: Partial<Examined> = {},
): Examined {
  const wrangler = async () => Promise.reject(new Error('No wrangler in this test'));
  return { databaseUrl: url, db, environment: {}, config: goodConfig, wrangler, ...changes };
}
