// `import`: a CSV file through the API to subscribers, twice, beside one INSERT per row.

import { medianOf, round, sleep } from './numbers.ts';
import { cpuSeconds, forgetPeak, memoryMB } from './processes.ts';
import type { Options } from './run.ts';
import { type Bench, type Sql, startBench } from './stack.ts';
import type { BenchWorker } from './worker-process.ts';

const mostNaive = 5_000;

interface Run {
  rowsPerSecond: number;
  uploadRowsPerSecond: number;
  /** The largest isolate that was seen (heap.ts). */
  workerMemoryMB: number;
  /** Peak of the resident memory of the whole process. */
  workerPeakRssMB: number;
  walBytesPerRow: number;
  cpuMicrosPerRow: { worker: number; postgres: number };
  /** The same file once more: nobody changes. */
  again: { rowsPerSecond: number; walBytesPerRow: number; changedRows: number };
}

export async function benchImport(options: Options) {
  const bench = await startBench(options.say);
  try {
    const naive = await timeNaive(bench.sql, Math.min(mostNaive, options.recipients));
    options.say(`  naive: ${Math.round(naive)} rows/s`);
    const worker = await bench.startWorker('product');
    const runs: Run[] = [];
    for (let n = 1; n <= options.runs; n++) {
      const run = await importOnce(bench, worker, options.recipients);
      options.say(
        `  ${n}: ${Math.round(run.rowsPerSecond)} rows/s (upload alone ${Math.round(run.uploadRowsPerSecond)}), isolate ${Math.round(run.workerMemoryMB)} MB; again ${Math.round(run.again.rowsPerSecond)} rows/s, ${run.again.changedRows} changed`,
      );
      runs.push(run);
    }
    const rowsPerSecond = medianOf(runs, (run) => run.rowsPerSecond);
    return {
      rowsPerSecond: round(rowsPerSecond),
      workerMemoryMB: Math.round(Math.max(...runs.map((run) => run.workerMemoryMB))),
      workerPeakRssMB: Math.round(Math.max(...runs.map((run) => run.workerPeakRssMB))),
      ratioToNaive: round(rowsPerSecond / naive, 3),
      uploadRowsPerSecond: round(medianOf(runs, (run) => run.uploadRowsPerSecond)),
      walBytesPerRow: round(
        medianOf(runs, (run) => run.walBytesPerRow),
        3,
      ),
      cpuMicrosPerRow: {
        worker: round(
          medianOf(runs, (run) => run.cpuMicrosPerRow.worker),
          3,
        ),
        postgres: round(
          medianOf(runs, (run) => run.cpuMicrosPerRow.postgres),
          3,
        ),
      },
      again: {
        rowsPerSecond: round(medianOf(runs, (run) => run.again.rowsPerSecond)),
        walBytesPerRow: round(
          medianOf(runs, (run) => run.again.walBytesPerRow),
          3,
        ),
        changedRows: Math.max(...runs.map((run) => run.again.changedRows)),
      },
      naive: { rowsPerSecond: round(naive) },
    };
  } finally {
    await bench.stop();
  }
}

async function importOnce(bench: Bench, worker: BenchWorker, rows: number): Promise<Run> {
  await forgetPeople(bench.sql);
  for (const pid of worker.pids) forgetPeak(pid);
  worker.heap.takePeakMB();
  const before = readCpu(bench, worker);
  const first = await importFile(bench, worker, rows, 'created');
  const after = readCpu(bench, worker);
  const peaks = worker.pids.map((pid) => memoryMB(pid)?.peak ?? 0);
  const workerMemoryMB = worker.heap.takePeakMB() ?? Number.NaN;

  const [last] = await bench.sql<{ xid: string }[]>`select pg_current_xact_id()::text as xid`;
  const again = await importFile(bench, worker, rows, 'updated');
  return {
    rowsPerSecond: rows / first.seconds,
    uploadRowsPerSecond: rows / first.uploadSeconds,
    workerMemoryMB,
    workerPeakRssMB: Math.max(...peaks),
    walBytesPerRow: first.walBytes / rows,
    cpuMicrosPerRow: {
      worker: ((after.worker - before.worker) * 1e6) / rows,
      postgres: ((after.postgres - before.postgres) * 1e6) / rows,
    },
    again: {
      rowsPerSecond: rows / again.seconds,
      walBytesPerRow: again.walBytes / rows,
      changedRows: await countChanged(bench.sql, Number(last?.xid)),
    },
  };
}

/** From the first byte of the upload until the import says done: people, subscriptions, consents. */
async function importFile(
  { sql }: Bench,
  worker: BenchWorker,
  rows: number,
  outcome: 'created' | 'updated',
) {
  const [wal] = await sql<{ lsn: string }[]>`select pg_current_wal_lsn()::text as lsn`;
  const startedAt = performance.now();
  const { id } = await worker.call<{ id: string }>(
    'POST',
    '/api/subscribers/import?lists=digest&status=confirmed&consent=bench',
    { stream: writeCsv(rows), type: 'text/csv' },
  );
  const uploadSeconds = (performance.now() - startedAt) / 1000;
  const limit = performance.now() + 60_000 + rows;
  while (performance.now() < limit) {
    const view = await worker.call<Record<typeof outcome | 'status', unknown>>(
      'GET',
      `/api/imports/${id}`,
    );
    if (view.status === 'failed') throw new Error('The import failed');
    if (view.status === 'done') {
      const seconds = (performance.now() - startedAt) / 1000;
      if (view[outcome] !== rows) throw new Error(`${view[outcome]} of ${rows} rows: ${outcome}`);
      const [now] = await sql<{ bytes: string }[]>`
        select pg_current_wal_lsn() - ${wal?.lsn ?? '0/0'}::pg_lsn as bytes`;
      return { seconds, uploadSeconds, walBytes: Number(now?.bytes) };
    }
    // As an editor's page would: each look costs a connection.
    await sleep(250);
  }
  throw new Error('The import does not end');
}

/** Rows of people that a transaction after `xid` has written or deleted. */
async function countChanged(sql: Sql, xid: number): Promise<number> {
  const changed = sql`xmin::text::bigint > ${xid} or xmax::text::bigint > ${xid}`;
  const [row] = await sql<{ count: number }[]>`
    select (select count(*) from subscribers where ${changed})::int
      + (select count(*) from subscriptions where ${changed})::int
      + (select count(*) from consents where ${changed})::int as count`;
  return row?.count ?? Number.NaN;
}

function readCpu(bench: Bench, worker: BenchWorker) {
  const seconds = (pids: number[]) => pids.reduce((sum, pid) => sum + (cpuSeconds(pid) ?? 0), 0);
  return { worker: seconds(worker.pids), postgres: seconds([bench.pids.postgres]) };
}

/** One INSERT per row and table, as many at once as the worker has connections for. */
async function timeNaive(sql: Sql, rows: number): Promise<number> {
  await forgetPeople(sql);
  const startedAt = performance.now();
  let next = 1;
  const insert = async () => {
    for (let n = next++; n <= rows; n = next++) {
      const [person] = await sql<{ id: string }[]>`
        insert into subscribers (email, name, attributes)
        values (${addressOf(n)}, ${`Reader ${n}`}, ${sql.json({ city: 'Kyoto' })})
        on conflict (email) do update set name = excluded.name returning id`;
      await sql`
        insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
        values (1, ${person?.id ?? 0}, 'confirmed', now()) on conflict do nothing`;
      await sql`
        insert into consents (subscriber_id, list_id, action, method, wording)
        values (${person?.id ?? 0}, 1, 'confirmed', 'import', 'bench')`;
    }
  };
  await Promise.all([insert(), insert()]);
  return rows / ((performance.now() - startedAt) / 1000);
}

function writeCsv(rows: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let n = 0;
  return new ReadableStream({
    pull(controller) {
      if (n === 0) controller.enqueue(encoder.encode('email,name,city\n'));
      const until = Math.min(n + 2000, rows);
      let text = '';
      while (n < until) text += `${addressOf(++n)},Reader ${n},Kyoto\n`;
      controller.enqueue(encoder.encode(text));
      if (n === rows) controller.close();
    },
  });
}

function addressOf(n: number): string {
  return `reader.${n}@mail${n % 97}.example.com`;
}

async function forgetPeople(sql: Sql): Promise<void> {
  await sql`truncate subscribers, subscriptions, consents, imports, import_chunks, import_rejections, letters, former_subscribers, digest_welcomes`;
  await sql`checkpoint`;
}
