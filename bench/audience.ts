// Fills the database with confirmed readers and gives the worker the sample digest to send them.

import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../dev/worker.ts';
import type { Sql } from './stack.ts';
import type { BenchWorker } from './worker-process.ts';

/** The worker's own list in a fresh database. */
const listId = 1;

/** `count` confirmed subscribers with addresses of usual length, analysed as autovacuum would. */
export async function fillAudience(sql: Sql, count: number): Promise<void> {
  await sql`
    with people as (
      insert into subscribers (email)
      select 'reader.' || n || '@mail' || n % 97 || '.example.com' from generate_series(1, ${count}::int) n
      returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select ${listId}, id, 'confirmed', now() from people order by id`;
  await sql`vacuum analyze subscribers, subscriptions`;
  await sql`checkpoint`;
}

export interface DigestRef {
  id: string;
  revision: number;
}

/** The Japanese sample of this repository: three sections, about 30 KB as a mail. */
export function importSample(worker: BenchWorker): Promise<DigestRef> {
  return worker.call('POST', '/api/digests/import', { text: sampleText(), type: 'text/plain' });
}

export function sampleText(): string {
  return fs.readFileSync(path.join(projectRoot, 'dev', 'samples', 'digest-ja.txt'), 'utf8');
}
