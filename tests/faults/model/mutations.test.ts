import { expect, test } from 'vitest';
import { noteMutation } from './mutations.ts';
import { runSchedule } from './run-schedule.ts';
import { allSafeguards, safeguardNotes, safeguardsWithout } from './safeguards.ts';

/** The rarest breaks once in about a thousand schedules. */
const mostSeeds = 10_000;

test.each(allSafeguards.map((name) => ({ name, ...safeguardNotes[name] })))(
  'without “$safeguard” a schedule is found that breaks $breaks',
  ({ name, safeguard, off, breaks }) => {
    const options = { safeguards: safeguardsWithout(name), heeds: breaks, shrinks: false };
    let seed = 1;
    while (seed <= mostSeeds && runSchedule(seed, options)?.violation?.invariant !== breaks) seed++;
    expect(seed).toBeLessThanOrEqual(mostSeeds);
    const found = `without “${safeguard}” a schedule is found that breaks ${breaks}`;
    noteMutation({ safeguard, off, breaks, test: found });
  },
);
