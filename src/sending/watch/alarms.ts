// What somebody should be woken for, by the facts alone.

import type { AlarmFacts } from './alarm-queries.ts';

export interface Alarm {
  name: 'work_stands_still' | 'unknown_recipients' | 'silent_webhook' | 'no_tick';
  /** For a person; holds numbers, and never an address, a name or a link. */
  text: string;
}

const minute = 60;
/** Ages in seconds past which somebody is woken. Each is several times what it takes when all is well. */
export const alarmAges = {
  work: 10 * minute,
  letter: 15 * minute,
  silence: 60 * minute,
  tick: 5 * minute,
} as const;

/** `isOn`: false while all sending is switched off, which is easily forgotten. */
export function findAlarms(facts: AlarmFacts, isOn = true): Alarm[] {
  const alarms: Alarm[] = [];
  const still = [
    late('a send', facts.sendAge, alarmAges.work),
    late('a scheduled send', facts.scheduleAge, alarmAges.work),
    late('a transactional email', facts.letterAge, alarmAges.letter),
    late('an import', facts.importAge, alarmAges.work),
  ].filter((text) => text !== null);
  if (still.length > 0) {
    const why = isOn ? '' : ' Sending is switched off (SENDING=off).';
    const text = `Work is due and stands still: ${still.join(', ')}.${why}`;
    alarms.push({ name: 'work_stands_still', text });
  }
  if (facts.unknown > 0) {
    const text = `Nobody can tell whether ${facts.unknown} recipients were mailed. They are not mailed again by themselves.`;
    alarms.push({ name: 'unknown_recipients', text });
  }
  if ((facts.silence ?? 0) > alarmAges.silence) {
    const text = `Mail was accepted ${inMinutes(facts.silence)} ago and no event has come since: look at the webhook at Resend.`;
    alarms.push({ name: 'silent_webhook', text });
  }
  if ((facts.tickAge ?? 0) > alarmAges.tick) {
    const text = `The last cron tick was ${inMinutes(facts.tickAge)} ago: nothing lost is found again, and no schedule begins.`;
    alarms.push({ name: 'no_tick', text });
  }
  return alarms;
}

function late(what: string, age: number | null, most: number): string | null {
  return (age ?? 0) > most ? `${what} for ${inMinutes(age)}` : null;
}

function inMinutes(seconds: number | null): string {
  return `${Math.floor((seconds ?? 0) / minute)} minutes`;
}
