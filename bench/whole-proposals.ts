// Whole proposals in workerd: how long five articles take, cold and warm, and what a batch of large pages weighs.

import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesOf, type SavedPage, savedPages } from '../tests/proposals/articles/saved-pages.ts';
import { median, medianOf, round, sleep } from './numbers.ts';
import type { Options } from './run.ts';
import { type Bench, startBench } from './stack.ts';
import type { BenchWorker } from './worker-process.ts';

/** Of one proposal, in ms since it was asked for: the first page is fetched, the last is kept, it is ready. */
interface Times {
  fetchedMs: number;
  keptMs: number;
  readyMs: number;
}

const articles = 5;
/** A proposal of a worker that has read before, so many times after each cold one. */
const warmTimes = 5;
/** As many messages as a batch has, and as many pages as one of them reads at once. */
const batch = { messages: 5, pages: 4, bytes: 5_000_000 } as const;

/** `runs` fresh workers; the figures are medians. */
export async function benchWholeProposals({ runs, say }: Options) {
  const bench = await startBench(say);
  const site = await serveArticles(savedPages.filter(({ facts }) => facts !== null));
  try {
    const cold: Times[] = [];
    const warm: Times[] = [];
    const weights: Weight[] = [];
    const held: Weight[] = [];
    for (let n = 1; n <= runs; n += 1) {
      const worker = await bench.startWorker('product', { ALLOW_SOURCES: site.origin });
      cold.push(await timeProposal(bench, worker, site));
      for (let k = 0; k < warmTimes; k += 1) warm.push(await timeProposal(bench, worker, site));
      weights.push(await weighBatch(bench, worker, site));
      worker.heap.leaveOutGarbage();
      held.push(await weighBatch(bench, worker, site));
      await worker.stop();
      say(`  ${n} of ${runs}: cold ${cold.at(-1)?.readyMs} ms, warm ${warm.at(-1)?.readyMs} ms`);
    }
    return {
      cold: sumTimes(cold),
      warm: sumTimes(warm),
      batch: {
        idleMB: Math.round(medianOf(weights, ({ idleMB }) => idleMB)),
        isolateMB: Math.round(medianOf(weights, ({ isolateMB }) => isolateMB)),
        heldMB: Math.round(medianOf(held, ({ isolateMB }) => isolateMB)),
        grownMB: Math.round(medianOf(weights, ({ grownMB }) => grownMB)),
        ready: Math.min(...[...weights, ...held].map(({ ready }) => ready)),
      },
    };
  } finally {
    site.close();
    await bench.stop();
  }
}

function sumTimes(all: readonly Times[]): Times {
  const middle = (of: (times: Times) => number) => round(median(all.map(of)), 4);
  return {
    fetchedMs: middle(({ fetchedMs }) => fetchedMs),
    keptMs: middle(({ keptMs }) => keptMs),
    readyMs: middle(({ readyMs }) => readyMs),
  };
}

type Site = Awaited<ReturnType<typeof serveArticles>>;

async function timeProposal(bench: Bench, worker: BenchWorker, site: Site): Promise<Times> {
  site.forget();
  const began = Date.now();
  const id = await propose(worker, site.urls.slice(0, articles));
  await untilReady(bench, [id]);
  const [row] = await bench.sql<{ kept: Date; ready: Date }[]>`
    select max(a.read_at) as kept, max(p.finished_at) as ready from proposals p
    join proposal_sources s on s.proposal_id = p.id join articles a on a.id = s.article_id
    where p.id = ${id}`;
  if (!row) throw new Error('The proposal has no article');
  const since = (moment: Date | number) => Number(moment) - began;
  return { fetchedMs: since(site.firstAt()), keptMs: since(row.kept), readyMs: since(row.ready) };
}

async function propose(worker: BenchWorker, sources: readonly string[]): Promise<string> {
  const json = { language: 'ja', sources };
  return (await worker.call<{ id: string }>('POST', '/api/proposals', { json })).id;
}

/** How many of them are ready, once none is under way; asked past the worker, which may be busy for seconds. */
async function untilReady({ sql }: Bench, ids: readonly string[]): Promise<number> {
  for (;;) {
    const [row] = await sql<{ open: number; ready: number }[]>`
      select (count(*) filter (where status in ('reading', 'writing')))::int as open,
        (count(*) filter (where status = 'ready'))::int as ready
      from proposals where id in ${sql(ids)}`;
    if (row?.open === 0) return row.ready;
    await sleep(20);
  }
}

interface Weight {
  /** The isolate before, and at its largest with its garbage, as far as the inspector was answered: not while it parses. */
  idleMB: number;
  isolateMB: number;
  /** By so much the largest resident size of workerd grew: what was freed and not given back is in it. */
  grownMB: number;
  ready: number;
}

async function weighBatch(bench: Bench, worker: BenchWorker, site: Site): Promise<Weight> {
  const before = largestMB(worker.pids);
  worker.heap.takePeakMB();
  await sleep(500);
  const idleMB = worker.heap.takePeakMB() ?? Number.NaN;
  const urls = (n: number) =>
    Array.from({ length: batch.pages }, (_, k) => `${site.origin}/large/${n}-${k}`);
  const ids = await Promise.all(
    Array.from({ length: batch.messages }, (_, n) => propose(worker, urls(n))),
  );
  const ready = await untilReady(bench, ids);
  const isolateMB = worker.heap.takePeakMB() ?? Number.NaN;
  return { idleMB, isolateMB, grownMB: largestMB(worker.pids) - before, ready };
}

/** The largest resident size so far of the newest of these processes, in MB (proc(5), `VmHWM`). */
function largestMB(pids: readonly number[]): number {
  const sizes = pids.flatMap((pid) => {
    const file = `/proc/${pid}/status`;
    const status = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  });
  return Math.max(0, ...sizes);
}

/** The pages, and any number of large ones. */
async function serveArticles(pages: readonly SavedPage[]) {
  let firstAt: number | null = null;
  const server = http.createServer((request, response) => {
    const path = request.url ?? '';
    const page = pages.find(({ name }) => path === `/${name}`);
    const isLarge = path.startsWith('/large/');
    if (!page && !isLarge) return void response.writeHead(404).end();
    firstAt ??= Date.now();
    response.writeHead(200, { 'content-type': page?.type ?? 'text/html; charset=utf-8' });
    response.end(page ? bytesOf(page) : writeLarge(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    urls: pages.map(({ name }) => `${origin}/${name}`),
    forget: () => {
      firstAt = null;
    },
    firstAt: () => firstAt ?? Number.NaN,
    close: () => void server.close(),
  };
}

/** As much as a page may have: an article of its own, and a script as of a page that is drawn by one. */
function writeLarge(path: string): string {
  const line = (n: number) =>
    `<p>${path}の港では${n}人が船を待ち、灯台の灯を見ながら長い夜を過ごした。</p>`;
  const article = Array.from({ length: 400 }, (_, n) => line(n)).join('');
  const links = Array.from({ length: 2000 }, (_, n) => `<li><a href="/${n}">見出し${n}</a></li>`);
  const canonical = `<link rel="canonical" href="https://news.example.com${path}">`;
  const head = `<!doctype html><html lang="ja"><head><title>港の夜 ${path}</title>${canonical}</head><body>`;
  const body = `<ul>${links.join('')}</ul><article><h1>港の夜 ${path}</h1>${article}</article>`;
  const rest = batch.bytes - Buffer.byteLength(head + body) - 100;
  return `${head}${body}<script>${'港1234567'.repeat(rest / 10)}</script></body></html>`;
}
