// How much of a granted rate is used, and how evenly: at 2, 5, 10 and 50 requests a second, in workerd.

import fs from 'node:fs';
import { fillAudience, importSample } from './audience.ts';
import { round, sleep } from './numbers.ts';
import type { Options } from './run.ts';
import { type Bench, startBench } from './stack.ts';
import type { BenchWorker } from './worker-process.ts';

const rates = [2, 5, 10, 50];
/** The window that is looked at, after some seconds of running up. */
const windowSeconds = 60;
const runUpSeconds = 3;
const recipientsPerCall = 100;

interface Call {
  at: number;
  status: number | null;
  send: string | undefined;
}

/** With `--recipients N` at least N readers; the fastest rate needs 315,000. */
export async function benchPace({ recipients, say }: Options): Promise<object> {
  const bench = await startBench(say);
  try {
    const fastest = Math.max(...rates);
    const needed = fastest * (windowSeconds + runUpSeconds) * recipientsPerCall;
    await fillAudience(bench.sql, Math.max(recipients, needed));
    const worker = await bench.startWorker('product', { RATE: String(fastest) });
    const result: Record<string, object> = {};
    for (const rate of rates) {
      say(`${rate} requests a second for ${windowSeconds} s …`);
      const [send] = await startSends(bench, worker, rate, 1);
      const calls = await watch(bench);
      result[rate] = describe(calls, rate);
      await endSend(worker, send ?? '');
    }
    say('Two sends at once, and a test mail among them …');
    const sends = await startSends(bench, worker, 10, 2);
    const emailMs = await timeTestMail(bench, worker);
    const calls = await watch(bench);
    for (const send of sends) await endSend(worker, send);
    const shares = sends.map((send) => calls.filter((call) => call.send === send).length);
    return { rates: result, twoSends: { ...describe(calls, 10), calls: shares }, emailMs };
  } finally {
    await bench.stop();
  }
}

/** Sends of the whole audience, under way at this rate; their ids. */
async function startSends(
  bench: Bench,
  worker: BenchWorker,
  rate: number,
  count: number,
): Promise<string[]> {
  await fetch(`${bench.mailbox.url}/_mailbox/rate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rate }),
  });
  // As in an account that has been used at this rate before.
  await bench.sql`
    insert into pace (account, rate, target) values ('resend', ${rate}, ${rate})
    on conflict (account) do update set rate = ${rate}, target = ${rate}, next_at = now()`;
  const sends: string[] = [];
  for (let i = 0; i < count; i++) {
    const digest = await importSample(worker);
    const json = { digestId: digest.id, revision: digest.revision, lists: ['digest'] };
    sends.push((await worker.call<{ id: string }>('POST', '/api/sends', { json })).id);
  }
  for (const send of sends) await waitUntilSending(worker, send);
  return sends;
}

async function waitUntilSending(worker: BenchWorker, send: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    const { counts } = await worker.call<SendFacts>('GET', `/api/sends/${send}`);
    if (counts.accepted > 0) return;
    await sleep(100);
  }
  throw new Error('The send does not begin');
}

interface SendFacts {
  status: string;
  counts: { accepted: number; pending: number };
}

/** The calls of one window, by the mailbox's own log and clock. */
async function watch(bench: Bench): Promise<Call[]> {
  await sleep(runUpSeconds * 1000);
  const from = Date.now();
  await sleep(windowSeconds * 1000 + 500);
  const lines = fs.readFileSync(bench.mailbox.logFile, 'utf8').trimEnd().split('\n');
  return lines.map(readCall).filter(({ at }) => at >= from && at < from + windowSeconds * 1000);
}

function readCall(line: string): Call {
  const { at, status, messages } = JSON.parse(line) as LogLine;
  return { at: Date.parse(at), status, send: messages?.[0]?.tags?.send };
}

interface LogLine {
  at: string;
  status: number | null;
  messages?: { tags?: { send?: string } }[];
}

function describe(calls: readonly Call[], rate: number) {
  const gaps = calls.slice(1).map(({ at }, i) => at - (calls[i]?.at ?? at));
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    requests: calls.length,
    shareOfRate: round(calls.length / (rate * windowSeconds)),
    refused: calls.filter(({ status }) => status === 429).length,
    longestGapMs: sorted.at(-1) ?? 0,
  };
}

/** From the click to the mailbox, in milliseconds, while the sends are under way. */
async function timeTestMail(bench: Bench, worker: BenchWorker): Promise<number> {
  const { id } = await importSample(worker);
  const from = Date.now();
  await worker.call('POST', `/api/digests/${id}/test`, { json: { to: ['editor@example.com'] } });
  for (let i = 0; i < 600; i++) {
    if (fs.readFileSync(bench.mailbox.logFile, 'utf8').includes('editor@example.com')) {
      return Date.now() - from;
    }
    await sleep(50);
  }
  throw new Error('The test mail does not come');
}

async function endSend(worker: BenchWorker, send: string): Promise<void> {
  const { status } = await worker.call<SendFacts>('GET', `/api/sends/${send}`);
  if (status === 'sending') await worker.call('POST', `/api/sends/${send}/cancel`);
  // Calls under way and lanes that still wait for their slot.
  await sleep(2000);
}
