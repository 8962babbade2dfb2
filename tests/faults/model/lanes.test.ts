import { expect, test } from 'vitest';
import { surplusRoads } from '../../../src/sending/delivery/roads.ts';
import { wantedRoads } from './protocol.ts';
import { safeguardsWithout } from './safeguards.ts';
import { countRoadsAfterEnqueueing, live, startTimedSend, type Tempo } from './timed.ts';

const kills = [
  {
    where: 'on one machine, where the queue dies with the workers and the engine starts after 3 s,',
    queueDies: true,
    startsAfter: 3,
    tickSeconds: 5,
    acceptsWithin: 3 + 5,
    endsWithin: 65,
  },
  {
    where: 'with a tick a minute, and the queue lost with the workers,',
    queueDies: true,
    startsAfter: null,
    tickSeconds: 60,
    acceptsWithin: 5 + 60,
    endsWithin: 65 + 60,
  },
  {
    where: 'with a tick a minute, and messages that come again,',
    queueDies: false,
    startsAfter: null,
    tickSeconds: 60,
    acceptsWithin: 5 + 60,
    endsWithin: 65 + 60,
  },
];

test.each(kills)(
  '$where a send whose workers all die goes on within $acceptsWithin s and ends within $endsWithin s',
  ({ queueDies, startsAfter, tickSeconds, acceptsWithin, endsWithin }) => {
    const tempo: Tempo = { callSeconds: 1, tickSeconds };
    for (let killedAfter = 1; killedAfter <= 61; killedAfter += 1.5) {
      const sim = startTimedSend(killedAfter * 5 + 30, safeguardsWithout());
      live(sim, tempo, (seconds) => seconds >= killedAfter);
      sim.kill(queueDies);
      const { length } = sim.provider.accepted;
      let isStarted = startsAfter === null;
      const accepted = live(sim, tempo, (seconds) => {
        if (!isStarted && seconds >= (startsAfter ?? 0)) {
          isStarted = true;
          sim.restart();
        }
        return sim.provider.accepted.length > length;
      });
      expect(accepted, `killed after ${killedAfter} s`).toBeLessThanOrEqual(acceptsWithin);
      const over = live(sim, tempo, () => sim.sends.all[0]?.send.status === 'sent');
      expect(accepted + over, `killed after ${killedAfter} s`).toBeLessThanOrEqual(endsWithin);
      sim.watch.checkEnd();
    }
  },
);

test('lanes do not multiply, however often a send is resumed and its messages come twice', () => {
  expect(countRoadsAfterEnqueueing(safeguardsWithout())).toBeLessThanOrEqual(
    surplusRoads(wantedRoads),
  );
});

test('lanes whose calls take half a minute are not taken for dead and doubled', () => {
  const sim = startTimedSend(60, safeguardsWithout());
  let most = 0;
  live(sim, { callSeconds: 29, tickSeconds: 60 }, () => {
    most = Math.max(most, sim.countRoads());
    return sim.sends.all[0]?.send.status === 'sent';
  });
  expect(most).toBeLessThanOrEqual(2 * wantedRoads);
});
