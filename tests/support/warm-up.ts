// Sends that warm a domain up, and days that pass, for tests.

import { sql } from 'drizzle-orm';
import { enqueuePlan } from '../../src/jobs/enqueue.ts';
import type { SendInput } from '../../src/sending/commands/check-send.ts';
import { readSend } from '../../src/sending/report/report.ts';
import type { SendView } from '../../src/sending/report/send-view.ts';
import { type Engine, startEngine } from './engine.ts';
import { newSend } from './sends.ts';

/** A house whose clocks show about noon: no day ends while a test runs. */
export function startAtNoon(variables: Record<string, unknown> = {}): Promise<Engine> {
  const east = 12 - new Date().getUTCHours();
  const zone = east === 0 ? 'Etc/UTC' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
  return startEngine({ TIMEZONE: zone, ...variables });
}

/** Triggers a send of a digest of its own with a warm-up, as the route does, and works it as far as it goes today. */
export async function warmUp(engine: Engine, more: Partial<SendInput> = {}): Promise<string> {
  const { deps } = engine;
  const send = await newSend(engine, { warmUp: 'new_domain', ...more });
  if (send.status === 'planning') await enqueuePlan(deps, send.id);
  await engine.drain();
  return send.id;
}

/** A day later, after a tick and what it rang for. */
export async function nextDay(engine: Engine): Promise<void> {
  await engine.passTime(86_400);
  await engine.tick();
  await engine.drain();
}

export function look(engine: Engine, sendId: string): Promise<SendView> {
  return readSend(engine.deps.db, sendId);
}

/** Days of which the domain has mailed already. */
export async function haveMailed(engine: Engine, days: number): Promise<void> {
  await engine.deps.db.execute(sql`
    insert into warm_ups (domain, days)
    select 'example.com', array_agg(current_date - 2 - n order by n desc) from generate_series(1, ${days}::int) n`);
}
