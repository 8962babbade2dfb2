// A house with a rhythm whose clock goes as a test says, with feeds that it reads, and a line to the database that breaks.

import { sql } from 'drizzle-orm';
import { type DigestId, newId } from '../../../src/base/ids.ts';
import { deleteDigest, readDigest, reviseDigest } from '../../../src/digest/store.ts';
import { answerApproval } from '../../../src/editing/approvals/approvals.ts';
import { enqueueWork, sweepOptions } from '../../../src/jobs/jobs.ts';
import { workRhythm } from '../../../src/jobs/rhythms.ts';
import { selectDueFeeds } from '../../../src/proposals/feeds/queries.ts';
import { subscribe } from '../../../src/proposals/feeds/subscribe.ts';
import { workFeed } from '../../../src/proposals/feeds/work.ts';
import { workProposal } from '../../../src/proposals/making/work.ts';
import { selectBusyRhythms } from '../../../src/proposals/rhythms/queries.ts';
import { createRhythm } from '../../../src/proposals/rhythms/rhythms.ts';
import { addressKey } from '../../../src/proposals/stories/address-key.ts';
import { foldLedger } from '../../../src/proposals/stories/ledger.ts';
import { cancelSend } from '../../../src/sending/commands/steer.ts';
import { startDueSends, sweepWork } from '../../../src/sending/watch/sweep.ts';
import { feedDeps, proposalDeps } from '../../../src/wiring.ts';
import { startTcpProxy, type Trap } from '../../faults/tcp-proxy.ts';
import { confirmReaders, startEngine } from '../../support/engine.ts';
import { openFeed } from './changing-feed.ts';
import { approvalToken, openSite } from './house.ts';

export type Draw = (below: number) => number;

/** The same numbers for the same seed (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed * 0x9e3779b9;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The number of an article that no rhythm takes. */
export const backlog = 9000;

interface Question {
  id: string;
  digestId: string;
  createdAt: Date;
}

export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse(scene: {
  zone: string;
  from: Date;
  time: string;
  lead: number;
  draw: Draw;
}) {
  const { zone, from, time, lead, draw } = scene;
  const site = await openSite();
  let proxy: Awaited<ReturnType<typeof startTcpProxy>> | null = null;
  const engine = await startEngine(
    { ALLOW_SOURCES: site.origin, TIMEZONE: zone, STATEMENT_SECONDS: '5' },
    async (url) => {
      const through = new URL(url);
      proxy = await startTcpProxy(Number(through.port));
      through.port = String(proxy.port);
      return through.href;
    },
  );
  const { deps, queues } = engine;
  const { db } = engine.database;
  const line = proxy as Awaited<ReturnType<typeof startTcpProxy>> | null;
  if (line === null) throw new Error('the engine has a line of its own');
  let now = from;
  deps.clock = () => now;
  await confirmReaders(engine, 2);
  const feeds = { news: openFeed(site, 'news'), other: openFeed(site, 'other') };
  // What stood there before anybody subscribed is no news.
  feeds.news.publish(backlog, from);
  const reading = () => ({ ...feedDeps(deps), luck: () => 0.5 });
  const feedIds: string[] = [];
  for (const { url } of Object.values(feeds)) {
    const wanted = { id: newId<string>(), url, name: null, folder: null, by: 'test' };
    const made = await subscribe(reading(), wanted);
    if (made.kind !== 'made') throw new Error(`${url}: ${made.kind}`);
    feedIds.push(made.id);
  }
  const [key] = await db.execute<{ id: string }>(sql`
    insert into api_keys (id, name, hint, hash, scopes)
    values (${newId()}, 'rhythm', 'test', 'test', '{read,write,send}') returning id`);
  const when = { weekdays: [1, 2, 3, 4, 5, 6, 7], times: [time] };
  const { id } = await createRhythm(
    db,
    newId(),
    {
      ...{ name: '朝', list: 'digest', feeds: feedIds, inbox: true, when },
      ...{ sections: 3, minimum: 1, language: 'ja', catchUp: 'once', leadMinutes: lead },
      ...{ staleHours: 20, approver: 'aiko@example.com' },
    },
    { by: key?.id ?? '', now: from, zone, list: { id: 1, timezone: null } },
  );
  let published = 0;
  let crashes = 0;
  let cancelsNext = false;

  const work = async () => {
    for (const one of await selectDueFeeds(deps.db, 10)) await workFeed(reading(), one);
    for (const one of await selectBusyRhythms(deps.db, now)) await workRhythm(deps, one);
    const begun = await db.execute<{ id: string }>(
      sql`select id from proposals where status in ('reading', 'writing')`,
    );
    for (const proposal of begun) {
      while ((await workProposal(proposalDeps(deps), proposal.id)).kind === 'more');
    }
    await foldLedger(deps.db);
  };
  /** What was claimed by who died is free after half a minute. */
  const passHalfMinute = () =>
    db.execute(sql`update proposal_sources set claimed_at = claimed_at - interval '31 seconds'`);
  const send = async () => {
    // The database has a clock of its own: what the rhythms' clock has not reached is a century off.
    await db.execute(sql`
      update sends set scheduled_at = case
        when scheduled_at - interval '100 years' * (scheduled_at > '2100-01-01')::int
          <= ${now.toISOString()}::timestamptz then now()
        when scheduled_at > '2100-01-01' then scheduled_at
        else scheduled_at + interval '100 years' end
      where status = 'scheduled'`);
    await startDueSends(db);
    if (cancelsNext) {
      const [one] = await db.execute<{ id: string }>(
        sql`select id from sends where status in ('scheduled', 'planning') limit 1`,
      );
      if (one) {
        await cancelSend(db, one.id);
        cancelsNext = false;
      }
    }
    await enqueueWork(deps, await sweepWork(db, sweepOptions(deps)));
    await engine.drain({ delayed: true });
  };

  /** Works until the trap breaks the line, if it does: then whoever worked is dead, and what they rang is lost. */
  const workUntil = async (trap: Trap) => {
    let isSprung = false;
    void line.spring(trap).then(() => {
      isSprung = true;
      line.cutAll();
    });
    await work().catch((error: unknown) => {
      if (!isSprung) throw error;
    });
    line.disarm();
    for (const queue of Object.values(queues)) queue.messages.length = 0;
    await passHalfMinute();
    return isSprung;
  };

  return {
    db,
    engine,
    workUntil,
    zone,
    when,
    rhythmId: id,
    origin: site.origin,
    get published() {
      return published;
    },
    get crashes() {
      return crashes;
    },
    /** One turn of the clock; `breaks`: the line to the database breaks somewhere in it, and again nobody minds. */
    async look(moment: Date, breaks = false) {
      now = moment;
      if (breaks) {
        const does = draw(2) === 0 ? 'cut' : 'swallow';
        if (await workUntil({ on: /./, skip: draw(120), does })) crashes += 1;
        return;
      }
      await work();
      await work();
      await send();
      await foldLedger(db);
    },
    feeds,
    /** So much later for the feeds, which go by the clock of the database. */
    async passHours(hours: number) {
      const by = sql`make_interval(hours => ${hours}::int)`;
      await db.execute(sql`
        update feeds set due_at = due_at - ${by}, claimed_at = claimed_at - ${by},
          tried_at = tried_at - ${by}, read_at = read_at - ${by}, robots_at = robots_at - ${by}`);
    },
    /** A new article, in the feed. */
    publish() {
      feeds.news.publish(published++, now);
    },
    /** Somebody puts it into the inbox. */
    async offer(n: number) {
      const url = `${site.origin}/articles/${n}`;
      await db.execute(sql`
        insert into inbox_items (id, address, url, came) values (${newId()}, ${addressKey(url)}, ${url}, 'hand')
        on conflict do nothing`);
    },
    /** Its page is not there any more. */
    async withdraw(n: number) {
      site.replace(n, { status: 404, body: '' });
    },
    addressesOf: site.addressesOf,
    async openQuestions(): Promise<Question[]> {
      const rows = await db.execute<{ id: string; digestId: string; at: string }>(sql`
        select a.id, a.digest_id as "digestId", to_json(a.created_at) #>> '{}' as at
        from approvals a join digests d on d.id = a.digest_id
        where a.answer is null and a.revision = d.revision order by a.id`);
      return Array.from(rows, ({ at, ...row }) => ({ ...row, createdAt: new Date(at) }));
    },
    async answer(asked: Question, answer: 'yes' | 'no') {
      const token = approvalToken(deps.tokens, asked);
      const room = { db, tokens: deps.tokens, enqueueEmail: async () => {} };
      await answerApproval(room, token, { answer, comment: '' });
    },
    /** An editor takes the last section out, if there is another. */
    async takeOut(digestId: string) {
      const { content, revision } = await readDigest(db, digestId);
      if (content.sections.length < 2) return;
      const shorter = { ...content, sections: content.sections.slice(0, -1) };
      await reviseDigest(
        db,
        digestId as DigestId,
        shorter,
        (known) => known === revision,
        'an editor',
      );
    },
    async throwAway(digestId: string) {
      const [sent] = await db.execute(sql`select from sends where digest_id = ${digestId}`);
      if (!sent) await deleteDigest(db, digestId as DigestId, () => true);
    },
    async cancelNext() {
      cancelsNext = true;
    },
  };
}
