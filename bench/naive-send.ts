// The naive twin of a send, in workerd too: a row, a render and two statements per recipient.

import { randomUUID } from 'node:crypto';
import { sampleText } from './audience.ts';
import { round } from './numbers.ts';
import { cpuSeconds } from './processes.ts';
import type { Options } from './run.ts';
import type { Bench } from './stack.ts';

export interface NaiveFigures {
  perSecond: number;
  recipients: number;
  walBytesPerRecipient: number;
  cpuMicrosPerRecipient: { worker: number; postgres: number };
}

export async function measureNaiveSend(
  bench: Bench,
  recipients: number,
  options: Options,
): Promise<NaiveFigures> {
  const { sql } = bench;
  const sendId = randomUUID();
  await sql`
    create table if not exists naive_recipients (
      send_id uuid not null, subscriber_id bigint not null, email text not null,
      state text not null default 'pending', provider_id uuid, claimed_at timestamptz, settled_at timestamptz,
      primary key (send_id, subscriber_id))`;
  const worker = await bench.startWorker('bench');
  try {
    // A render or two before, as the product's worker has had: both engines are warm.
    await worker.call('POST', '/render?times=20', { text: sampleText() });
    await sql`checkpoint`;
    const cpu = () => ({
      worker: worker.pids.reduce((sum, pid) => sum + (cpuSeconds(pid) ?? 0), 0),
      postgres: cpuSeconds(bench.pids.postgres) ?? 0,
    });
    const cpuBefore = cpu();
    const [before] = await sql<{ lsn: string }[]>`select pg_current_wal_lsn()::text as lsn`;
    const startedAt = performance.now();
    await sql`
      insert into naive_recipients (send_id, subscriber_id, email)
      select ${sendId}, id, email from subscribers order by id limit ${recipients}`;
    const { done } = await worker.call<{ done: number }>('POST', `/naive-send?send=${sendId}`, {
      text: sampleText(),
    });
    const seconds = (performance.now() - startedAt) / 1000;
    if (done !== recipients) throw new Error(`The naive twin sent ${done} of ${recipients}`);
    const [wal] = await sql`select pg_current_wal_lsn() - ${before?.lsn ?? ''}::pg_lsn as bytes`;
    const cpuAfter = cpu();
    const micros = (part: 'worker' | 'postgres') =>
      round(((cpuAfter[part] - cpuBefore[part]) * 1e6) / recipients);
    const figures = {
      perSecond: round(recipients / seconds),
      recipients,
      walBytesPerRecipient: round(Number(wal?.bytes) / recipients, 3),
      cpuMicrosPerRecipient: { worker: micros('worker'), postgres: micros('postgres') },
    };
    options.say(`  naive: ${figures.perSecond}/s, ${figures.walBytesPerRecipient} B of WAL`);
    return figures;
  } finally {
    await worker.stop();
  }
}
