// Days of a house with a rhythm, as a seed draws them: what is published, who answers, where the clock jumps.

import { type Draw, drawFrom, type House, openHouse } from './days-house.ts';
import { judge } from './days-judge.ts';

const hour = 3_600_000;

/** So many days of a rhythm that is due once a day; what became of them, once it was judged. */
export async function passDays(
  scene: { seed: number; zone: string; from: string; time: string; lead: number },
  days: number,
) {
  const draw = drawFrom(scene.seed);
  const house = await openHouse({ ...scene, from: new Date(scene.from), draw });
  const start = Date.parse(scene.from);
  const end = start + days * 24 * hour;
  for (let now = start; now < end; ) {
    // Mostly half a day; now and then nobody looks for days.
    const hours = draw(16) === 0 ? 24 + draw(72) : 6 + draw(12);
    now = Math.min(end, now + hours * hour);
    await house.passHours(hours);
    await changeFeed(house, draw, new Date(now));
    // A clock that runs ahead for one look, or behind.
    const jump = draw(12);
    if (jump === 0) await house.look(new Date(now + (1 + draw(100)) * hour), draw(2) === 0);
    if (jump === 1) await house.look(new Date(now - (1 + draw(20)) * hour), draw(2) === 0);
    await house.look(new Date(now), draw(2) === 0);
    await answerSome(house, draw);
    await house.look(new Date(now + 1), draw(4) === 0);
  }
  house.feeds.news.recover();
  await house.passHours(48);
  await house.look(new Date(end));
  await house.look(new Date(end));
  return judge(house, new Date(start), new Date(end));
}

/**
 * New articles, and old ones under other titles, days, addresses and guids, in another feed, twice, or gone; and
 * feeds that fail for a while, or move.
 */
async function changeFeed(house: House, draw: Draw, now: Date): Promise<void> {
  const { news, other } = house.feeds;
  for (let n = draw(3); n > 0; n -= 1) house.publish();
  if (draw(5) === 0) news.failNext(...faults.slice(draw(3)));
  if (draw(15) === 0) news.move();
  const known = house.published;
  if (known === 0) return;
  const n = known - 1 - draw(Math.min(known, 12));
  switch (draw(8)) {
    case 0:
      return news.change(n, { title: `訂正：${n}` });
    case 1:
      return news.change(n, { date: new Date(now.getTime() - draw(240) * hour).toUTCString() });
    case 2:
      return news.change(n, { link: `${house.origin}/articles/${n}?utm_source=feed` });
    case 3:
      return news.change(n, { link: `${house.origin}/archive/${n}` });
    case 4:
      return news.change(n, { guid: `again-${draw(1000)}-${n}` });
    case 5:
      return other.publish(n, now);
    case 6:
      return draw(3) === 0 ? house.withdraw(n) : undefined;
    default:
      return house.offer(n);
  }
}

const faults = ['cut', 500, 503] as const;

/** In time, late, with a no, or never; some digests are changed, some thrown away, some sends cancelled. */
async function answerSome(house: House, draw: Draw): Promise<void> {
  for (const asked of await house.openQuestions()) {
    switch (draw(12)) {
      case 0:
        await house.answer(asked, 'no');
        break;
      case 1:
        await house.takeOut(asked.digestId);
        break;
      case 2:
        if (draw(3) === 0) await house.throwAway(asked.digestId);
        break;
      case 3:
        await house.answer(asked, 'yes');
        await house.cancelNext();
        break;
      case 4:
      case 5:
      case 6:
      case 7:
      case 8:
        await house.answer(asked, 'yes');
        break;
      // The others are not answered today, and some of them never.
    }
  }
}
