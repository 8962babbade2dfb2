// `import`: a CSV file through the API to subscribers, beside one INSERT per row.

import { medianOf, round, sleep } from './numbers.ts';
import { forgetPeak, memoryMB } from './processes.ts';
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
        `  ${n}: ${Math.round(run.rowsPerSecond)} rows/s (upload alone ${Math.round(run.uploadRowsPerSecond)}), isolate ${Math.round(run.workerMemoryMB)} MB`,
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
      naive: { rowsPerSecond: round(naive) },
    };
  } finally {
    await bench.stop();
  }
}

/** From the first byte of the upload until the import says done: people, subscriptions, consents. */
async function importOnce(bench: Bench, worker: BenchWorker, rows: number): Promise<Run> {
  await forgetPeople(bench.sql);
  for (const pid of worker.pids) forgetPeak(pid);
  worker.heap.takePeakMB();
  const startedAt = performance.now();
  const { id } = await worker.call<{ id: string }>(
    'POST',
    '/api/subscribers/import?lists=digest&status=confirmed&consent=bench',
    { stream: writeCsv(rows), type: 'text/csv' },
  );
  const uploaded = (performance.now() - startedAt) / 1000;
  const limit = performance.now() + 60_000 + rows;
  while (performance.now() < limit) {
    const view = await worker.call<{ status: string; created: number }>(
      'GET',
      `/api/imports/${id}`,
    );
    if (view.status === 'failed') throw new Error('The import failed');
    if (view.status === 'done') {
      if (view.created !== rows) throw new Error(`${view.created} of ${rows} rows were taken in`);
      const seconds = (performance.now() - startedAt) / 1000;
      const peaks = worker.pids.map((pid) => memoryMB(pid)?.peak ?? 0);
      return {
        rowsPerSecond: rows / seconds,
        uploadRowsPerSecond: rows / uploaded,
        workerMemoryMB: worker.heap.takePeakMB() ?? Number.NaN,
        workerPeakRssMB: Math.max(...peaks),
      };
    }
    await sleep(50);
  }
  throw new Error('The import does not end');
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
  await sql`truncate subscribers, subscriptions, consents, imports, import_chunks, import_rejections, letters, former_subscribers`;
  await sql`checkpoint`;
}
