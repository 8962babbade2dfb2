import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { confirmReaders, plainDigest } from '../support/engine.ts';
import { startTestWorker } from '../support/worker.ts';

test('beside a large send an import and a small send begin and end before it', async () => {
  const run = await startTestWorker({ RATE: '10' });
  onTestFinished(run.stop);
  const { db } = run.database;
  await confirmReaders(run, 30_000);
  await db.execute(sql`
    insert into lists (slug, name) values ('small', '小さなリスト')`);
  await db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select (select id from lists where slug = 'small'), id, 'confirmed', now()
    from subscribers order by subscribers.id limit 3`);
  const start = async (list: string) => {
    const { id } = await run.api<{ id: string }>('POST', '/api/digests', { json: plainDigest });
    const json = { digestId: id, revision: 1, lists: [list] };
    return (await run.api<{ id: string }>('POST', '/api/sends', { json })).id;
  };
  const read = (id: string) =>
    run.api<{ status: string; counts: { accepted: number } }>('GET', `/api/sends/${id}`);

  const large = await start('digest');
  const soon = { timeout: 20_000 };
  await expect.poll(async () => (await read(large)).counts.accepted, soon).toBeGreaterThan(1000);
  const imports = '/api/subscribers/import?lists=digest&status=confirmed&consent=By%20hand';
  const text = 'email\nnew1@example.com\nnew2@example.com\n';
  const [small, taken] = await Promise.all([
    start('small'),
    run.api<{ id: string }>('POST', imports, { text, type: 'text/csv' }),
  ]);
  await expect
    .poll(() => read(small), soon)
    .toMatchObject({ status: 'sent', counts: { accepted: 3 } });
  const importing = () => run.api('GET', `/api/imports/${taken.id}`);
  await expect.poll(importing, soon).toMatchObject({ status: 'done' });
  expect((await read(large)).status).toBe('sending');
  expect((await read(large)).counts.accepted).toBeLessThan(29_000);
});
