// Wakes somebody: what stands still is told to ALARM_URL, a webhook, for mail may be what broke.

import { sqlState } from '../db/client.ts';
import { log } from '../log.ts';
import {
  beat,
  endAlarms,
  markTold,
  readAlarmFacts,
  takeAlarms,
} from '../sending/watch/alarm-queries.ts';
import { findAlarms } from '../sending/watch/alarms.ts';
import type { Deps } from '../wiring.ts';

/** What is posted, as JSON. `text` alone says it all: chats show that one. */
export interface AlarmNote {
  text: string;
  alarm: string;
  state: 'raised' | 'over';
  since?: string;
}

/** Of this isolate, in milliseconds: without a database nothing else remembers. */
let lookedAt = Number.NEGATIVE_INFINITY;
let toldAwayAt = Number.NEGATIVE_INFINITY;

/** At the end of a tick, whatever became of it. Never throws. */
export async function watchAtTick(deps: Deps): Promise<void> {
  await watch(deps);
  await beat(deps.db, 'tick').catch(() => {});
}

/** Where messages are worked: once a minute and isolate, for a tick that fails to come tells nobody. */
export async function watchAtWork(deps: Deps): Promise<void> {
  const now = deps.clock().getTime();
  if (deps.env.ALARM_URL === '' || now - lookedAt < 60_000) return;
  lookedAt = now;
  await watch(deps);
}

async function watch(deps: Deps): Promise<void> {
  const { env, db } = deps;
  if (env.ALARM_URL === '') return;
  try {
    const alarms = findAlarms(await readAlarmFacts(db), env.SENDING === 'on');
    const names = alarms.map(({ name }) => name);
    for (const { name, since } of await takeAlarms(db, names)) {
      const text = alarms.find((alarm) => alarm.name === name)?.text ?? name;
      if (await tell(deps, { text, alarm: name, state: 'raised', since })) await markTold(db, name);
    }
    for (const name of await endAlarms(db, names)) {
      await tell(deps, { text: `Over: ${name}.`, alarm: name, state: 'over' });
    }
  } catch (error) {
    await tellAway(deps, error);
  }
}

/** The books of what was told are away, too: once in a quarter of an hour and isolate. */
async function tellAway(deps: Deps, error: unknown): Promise<void> {
  const code = sqlState(error);
  log('alarms not read', { code });
  const now = deps.clock().getTime();
  if (now - toldAwayAt < 15 * 60_000) return;
  const because = code === null ? '' : ` (SQLSTATE ${code})`;
  const text = `The database does not answer${because}: nothing is sent until it does, and nothing is lost.`;
  if (await tell(deps, { text, alarm: 'database_away', state: 'raised' })) toldAwayAt = now;
}

/** True if whoever is there took it. */
async function tell(deps: Deps, note: AlarmNote): Promise<boolean> {
  const host = new URL(deps.env.PUBLIC_URL).host;
  const status = await deps.postAlarm({ ...note, text: `[${host}] ${note.text}` });
  log('alarm', { alarm: note.alarm, state: note.state, answer: status });
  return status !== null && status < 300;
}
