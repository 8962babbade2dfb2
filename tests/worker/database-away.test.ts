import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../dev/postgres.ts';
import { startWorker } from '../../dev/worker.ts';
import { createApp } from '../../src/app.ts';
import { textBindings } from '../support/worker.ts';

test('while PostgreSQL is gone, every route answers, and with 503 and retry-after where it must', async () => {
  const port = await freePort();
  const nobody = `postgres://postgres:secret@127.0.0.1:${await freePort()}/postgres`;
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-away-'));
  const variables = textBindings(nobody, 'http://127.0.0.1:9');
  const worker = await startWorker({ port, dataDir, databaseUrl: nobody, variables });
  onTestFinished(async () => {
    await worker.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
  const app = createApp(() => {
    throw new Error('Only its list of routes is wanted');
  });
  const seen = new Map<number, number>();
  for (const { method, path: route } of app.routes.filter(({ method }) => method !== 'ALL')) {
    const place = route
      .replace(':id', '0190c8f0-0000-7000-8000-000000000000')
      .replace(/:\w+/g, 'nothing-here');
    const answer = await fetch(`http://127.0.0.1:${port}${place}`, {
      method,
      redirect: 'manual',
      headers: { authorization: 'Bearer dev', 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
    await answer.arrayBuffer();
    const { status } = answer;
    const asks = answer.headers.get('retry-after');
    expect(
      [status < 500, status === 503 && asks === '5'],
      `${method} ${route}: ${status}`,
    ).toContain(true);
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  expect(seen.get(503)).toBeGreaterThan(40);
});
