// `send`: a digest to N readers, from the trigger to the last acceptance, beside its naive twin.

import fs from 'node:fs';
import readline from 'node:readline';
import { type DigestRef, fillAudience, importSample } from './audience.ts';
import { measureNaiveSend } from './naive-send.ts';
import { medianOf, round, sleep } from './numbers.ts';
import { type BenchPooler, startBenchPooler } from './pooler.ts';
import { cpuSeconds, forgetPeak, memoryMB } from './processes.ts';
import type { Options } from './run.ts';
import { type Bench, startBench } from './stack.ts';
import type { BenchWorker } from './worker-process.ts';

/** The naive twin takes so long that it is given at most so many; its rate does not hang on it. */
const naiveRecipients = 2_000;

export interface SendFigures {
  /** Recipients over the time from the trigger (POST /api/sends) to the last acceptance. */
  perSecond: number;
  ratioToNaive: number;
  firstBatchMs: number;
  walBytesPerRecipient: number;
  /** The largest isolate that was seen (heap.ts): what Cloudflare's 128 MB are about. */
  workerMemoryMB: number;
  /** Resident memory of the whole workerd process, peak and before: code, queues, sockets, too. */
  workerPeakRssMB: number;
  workerIdleRssMB: number;
  duplicates: number;
  requests: number;
  cpuMicrosPerRecipient: { worker: number; postgres: number; mailbox: number };
}

export async function benchSend(options: Options) {
  const bench = await startBench(options.say);
  try {
    options.say(`Filling in ${options.recipients} readers …`);
    await fillAudience(bench.sql, options.recipients);
    const naive = await measureNaiveSend(
      bench,
      Math.min(naiveRecipients, options.recipients),
      options,
    );
    const measure = async (through?: BenchPooler) => ({
      html: await measureDelivery(bench, 'html', options, naive.perSecond, through),
      template: await measureDelivery(bench, 'template', options, naive.perSecond, through),
    });
    const direct = await measure();
    const pooler = await startBenchPooler(bench.databaseUrl);
    try {
      options.say(`Through ${pooler.name} …`);
      return { ...direct, pooled: { through: pooler.name, ...(await measure(pooler)) }, naive };
    } finally {
      await pooler.close();
    }
  } finally {
    await bench.stop();
  }
}

async function measureDelivery(
  bench: Bench,
  delivery: 'html' | 'template',
  options: Options,
  naivePerSecond: number,
  through?: BenchPooler,
): Promise<SendFigures> {
  const variables = { DELIVERY: delivery, ...through?.variables };
  const worker = await bench.startWorker('product', variables, through?.url);
  try {
    const runs: Run[] = [];
    for (let n = 1; n <= options.runs; n++) {
      // A digest reaches a person once: each run has one of its own.
      const digest = await importSample(worker);
      const run = await sendOnce(bench, worker, digest, options.recipients);
      options.say(
        `  ${delivery} ${n}: ${Math.round(run.perSecond)}/s, first batch after ${Math.round(run.firstBatchMs)} ms, ${round(run.walBytesPerRecipient, 3)} B of WAL, isolate ${Math.round(run.workerMemoryMB)} MB`,
      );
      runs.push(run);
    }
    return summarise(runs, naivePerSecond);
  } finally {
    await worker.stop();
  }
}

type Run = Omit<SendFigures, 'ratioToNaive'>;

async function sendOnce(
  bench: Bench,
  worker: BenchWorker,
  digest: DigestRef,
  recipients: number,
): Promise<Run> {
  const { sql, mailbox } = bench;
  // What an earlier run left in the log of the database and unvacuumed is not this one's cost.
  await sql`vacuum analyze batches`;
  await sql`checkpoint`;
  const before = await mailbox.stats();
  const idle = forgetMemory(worker);
  const cpuBefore = readCpu(bench, worker);
  const walBefore = await readWal(bench);

  const triggeredAt = Date.now();
  const { id } = await worker.call<{ id: string }>('POST', '/api/sends', {
    json: { digestId: digest.id, revision: digest.revision, lists: ['digest'] },
  });
  const deadline = triggeredAt + 60_000 + recipients;
  for (;;) {
    const { accepted } = await mailbox.stats();
    if (accepted - before.accepted >= recipients) break;
    if (Date.now() > deadline) throw new Error(`Only ${accepted - before.accepted} were accepted`);
    await sleep(50);
  }
  const wal = Number(
    (await sql`select pg_current_wal_lsn() - ${walBefore}::pg_lsn as bytes`)[0]?.bytes,
  );
  await waitUntilSent(worker, id, recipients);

  const cpuAfter = readCpu(bench, worker);
  const after = await mailbox.stats();
  const { first, last } = await readAcceptances(mailbox.logFile, id);
  const micros = (part: 'worker' | 'postgres' | 'mailbox') =>
    round(((cpuAfter[part] - cpuBefore[part]) * 1e6) / recipients);
  return {
    perSecond: recipients / ((last - triggeredAt) / 1000),
    firstBatchMs: first - triggeredAt,
    walBytesPerRecipient: wal / recipients,
    workerMemoryMB: worker.heap.takePeakMB() ?? Number.NaN,
    workerPeakRssMB: Math.max(...worker.pids.map((pid) => memoryMB(pid)?.peak ?? 0)),
    workerIdleRssMB: idle,
    duplicates: after.duplicates - before.duplicates,
    requests: after.requests - before.requests,
    cpuMicrosPerRecipient: {
      worker: micros('worker'),
      postgres: micros('postgres'),
      mailbox: micros('mailbox'),
    },
  };
}

async function waitUntilSent(worker: BenchWorker, id: string, recipients: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const send = await worker.call<{ status: string; counts: { accepted: number } }>(
      'GET',
      `/api/sends/${id}`,
    );
    if (send.status === 'sent' && send.counts.accepted === recipients) return;
    await sleep(200);
  }
  throw new Error('All mail was accepted, but the send is not called sent');
}

/** When the mailbox took the first and the last mail of a send: its log, written before it answers. */
async function readAcceptances(
  file: string,
  sendId: string,
): Promise<{ first: number; last: number }> {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    if (!line.includes(`"send":"${sendId}"`)) continue;
    const at = Date.parse(/"at":"([^"]+)"/.exec(line)?.[1] ?? '');
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return { first, last };
}

/** Begins new peaks; MB resident now, of the largest process. */
function forgetMemory(worker: BenchWorker): number {
  worker.heap.takePeakMB();
  for (const pid of worker.pids) forgetPeak(pid);
  return Math.max(...worker.pids.map((pid) => memoryMB(pid)?.now ?? 0));
}

function readCpu(bench: Bench, worker: BenchWorker) {
  const seconds = (pids: number[]) => pids.reduce((sum, pid) => sum + (cpuSeconds(pid) ?? 0), 0);
  return {
    worker: seconds(worker.pids),
    postgres: seconds([bench.pids.postgres]),
    mailbox: seconds([bench.pids.mailbox]),
  };
}

async function readWal({ sql }: Bench): Promise<string> {
  return (await sql<{ lsn: string }[]>`select pg_current_wal_lsn()::text as lsn`)[0]?.lsn ?? '0/0';
}

function summarise(runs: readonly Run[], naivePerSecond: number): SendFigures {
  const perSecond = medianOf(runs, (run) => run.perSecond);
  const micros = (part: keyof SendFigures['cpuMicrosPerRecipient']) =>
    medianOf(runs, (run) => run.cpuMicrosPerRecipient[part]);
  return {
    perSecond: Math.round(perSecond),
    ratioToNaive: round(perSecond / naivePerSecond, 3),
    firstBatchMs: Math.round(medianOf(runs, (run) => run.firstBatchMs)),
    walBytesPerRecipient: round(
      medianOf(runs, (run) => run.walBytesPerRecipient),
      3,
    ),
    workerMemoryMB: Math.round(Math.max(...runs.map((run) => run.workerMemoryMB))),
    workerPeakRssMB: Math.round(Math.max(...runs.map((run) => run.workerPeakRssMB))),
    workerIdleRssMB: Math.round(Math.min(...runs.map((run) => run.workerIdleRssMB))),
    duplicates: runs.reduce((sum, run) => sum + run.duplicates, 0),
    requests: medianOf(runs, (run) => run.requests),
    cpuMicrosPerRecipient: {
      worker: micros('worker'),
      postgres: micros('postgres'),
      mailbox: micros('mailbox'),
    },
  };
}
