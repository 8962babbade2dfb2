// `timing`: can the time of an answer tell whether the form knows an address? A rank test says.

import { median, round } from './numbers.ts';
import type { Options } from './run.ts';
import { startBench } from './stack.ts';

/** Two-sided, at one in a hundred: what is beyond it would be told apart. */
const criticalZ = 2.576;
const warmUp = 200;

/**
 * As many known as unknown addresses, in random order, one after the other, through workerd over a
 * real database. `z` is Mann and Whitney's: near 0 if the two kinds of answers take the same time.
 */
export async function benchTiming(options: Options) {
  const each = Math.max(100, Math.min(5_000, Math.floor(options.recipients / 2)));
  const bench = await startBench(options.say);
  try {
    await bench.sql`
      with people as (
        insert into subscribers (email)
        select 'known' || n || '@' || n % 97 || '.example.com' from generate_series(1, ${each}) n
        returning id)
      insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
      select 1, id, 'confirmed', now() from people`;
    const worker = await bench.startWorker('product', { TRANSACTIONAL_PER_HOUR: '1000000' });
    const ask = async (kind: Kind, n: number): Promise<number> => {
      const startedAt = performance.now();
      const answer = await fetch(`${worker.url}/subscribe`, {
        method: 'POST',
        // Each from a network of its own: no cap must come in between.
        headers: { accept: 'application/json', 'cf-connecting-ip': networkOf(n) },
        body: new URLSearchParams({ email: `${kind}${n}@${n % 97}.example.com` }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
      return performance.now() - startedAt;
    };
    for (let n = 0; n < warmUp; n++) await ask('warm', n);
    const times: { kind: Kind; ms: number }[] = [];
    for (const { kind, n } of shuffle(each)) times.push({ kind, ms: await ask(kind, n) });
    const [{ letters } = { letters: 0 }] = await bench.sql<{ letters: number }[]>`
      select count(*)::int as letters from letters where address like 'unknown%'`;
    const of = (kind: Kind) => times.filter((one) => one.kind === kind).map(({ ms }) => ms);
    const z = rankTest(of('known'), of('unknown'));
    return {
      requests: times.length,
      letters,
      knownMedianMs: round(median(of('known'))),
      unknownMedianMs: round(median(of('unknown'))),
      z: round(z, 3),
      canTellApart: Math.abs(z) > criticalZ,
    };
  } finally {
    await bench.stop();
  }
}

function networkOf(n: number): string {
  return `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
}

type Kind = 'known' | 'unknown' | 'warm';

function shuffle(each: number): { kind: 'known' | 'unknown'; n: number }[] {
  const all = (['known', 'unknown'] as const).flatMap((kind) =>
    Array.from({ length: each }, (_, n) => ({ kind, n: n + 1, order: Math.random() })),
  );
  return all.sort((a, b) => a.order - b.order);
}

/** The normal form of Mann and Whitney's U, for samples of hundreds without many ties. */
function rankTest(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((ms) => ({ ms, isA: true })), ...b.map((ms) => ({ ms, isA: false }))];
  all.sort((x, y) => x.ms - y.ms);
  const rankSum = all.reduce((sum, one, at) => sum + (one.isA ? at + 1 : 0), 0);
  const u = rankSum - (a.length * (a.length + 1)) / 2;
  const mean = (a.length * b.length) / 2;
  return (u - mean) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
}
