import { expect, test } from 'vitest';
import { surplusRoads } from '../../../src/sending/delivery/roads.ts';
import { noteMutation } from './mutations.ts';
import { wantedRoads } from './protocol.ts';
import { runSchedule } from './run-schedule.ts';
import { allSafeguards, type Safeguard, safeguardNotes, safeguardsWithout } from './safeguards.ts';
import { countRoadsAfterEnqueueing } from './timed.ts';

/** The rarest breaks once in about a thousand schedules. */
const mostSeeds = 10_000;

test.each(allSafeguards.map((name) => ({ name, ...safeguardNotes[name] })))(
  'without “$safeguard” a schedule is found that breaks $breaks',
  ({ name, safeguard, off, breaks }) => {
    expect(isBroken(name)).toBe(true);
    const found = `without “${safeguard}” a schedule is found that breaks ${breaks}`;
    noteMutation({ safeguard, off, breaks, test: found });
  },
);

function isBroken(name: Safeguard): boolean {
  const safeguards = safeguardsWithout(name);
  const { breaks } = safeguardNotes[name];
  // How many lanes there should be is a matter of time, not of one order of events.
  if (breaks === 'I12') return countRoadsAfterEnqueueing(safeguards) > surplusRoads(wantedRoads);
  const options = { safeguards, heeds: breaks, shrinks: false };
  for (let seed = 1; seed <= mostSeeds; seed++) {
    if (runSchedule(seed, options)?.violation?.invariant === breaks) return true;
  }
  return false;
}
