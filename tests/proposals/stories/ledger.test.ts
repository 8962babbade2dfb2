// No address comes to a list twice by itself, whatever proposals, digests and sends become, in whatever order.

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DigestId, newId } from '../../../src/base/ids.ts';
import type { Digest } from '../../../src/digest/schema.ts';
import { deleteDigest, reviseDigest } from '../../../src/digest/store.ts';
import { discardProposal } from '../../../src/proposals/commands/discard.ts';
import { makeDigest } from '../../../src/proposals/commands/make-digest.ts';
import { redoSection } from '../../../src/proposals/commands/redo.ts';
import { startProposal } from '../../../src/proposals/commands/start.ts';
import { workProposal } from '../../../src/proposals/making/work.ts';
import { findFree, foldLedger } from '../../../src/proposals/stories/ledger.ts';
import { proposalDeps } from '../../../src/wiring.ts';
import { setupWithEngine, type TestApp } from '../../support/app.ts';
import { allRows, oneRow } from '../../support/rows.ts';

const texts = [
  '見本港の灯台は今年百年を迎えた。町は秋に灯台を三日間だけ公開する。灯台守の家は資料館になる予定だ。見学は一日百人までで、申し込みは来月から受け付ける。',
  '北の牧場で羊の毛を刈る催しがあった。親子二百人が集まり、刈った毛で小さな敷物を織った。牧場は来年も五月に開くという。羊は全部で六十頭いる。',
  '川沿いの古い紙工場が、夜の音楽堂に生まれ変わった。壁は紙のくずで固めた板で、音がやわらかく響く。最初の演奏会には四百人が来た。',
];
const keys = texts.map((_, n) => `news.example.com/${n}`);
const sourceOf = (n: number) => ({
  url: `https://news.example.com/${n}`,
  title: `記事${n}`,
  text: texts[n] ?? '',
});
const citedIn = ({ sections }: Digest) =>
  sections.flatMap(({ source }) => source?.url.replace('https://', '') ?? []);

/** A proposal as the test knows it. */
interface Known {
  id: string;
  keys: string[];
  isGone: boolean;
  digest: { id: DigestId; whole: Digest; cited: string[]; revision: number } | null;
  isThrownAway: boolean;
  sends: { id: string; cited: string[]; status: 'scheduled' | 'sent' | 'cancelled' }[];
}

const act = fc.record({
  verb: fc.constantFrom(
    ...(['make', 'make', 'digest', 'digest', 'cut', 'restore', 'redo', 'discard', 'drop'] as const),
    ...(['send', 'send', 'sent', 'cancelled', 'fold'] as const),
  ),
  /** Which proposal, and which of its articles. */
  which: fc.nat(9),
  articles: fc.subarray([0, 1, 2], { minLength: 1 }),
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

async function play({ db, engine }: Scene, listId: number, acts: readonly Act[]) {
  const all: Known[] = [];
  const deps = proposalDeps(engine.deps);
  for (const { verb, which, articles } of acts) {
    if (verb === 'fold') await foldLedger(db);
    if (verb === 'make') {
      const id = newId();
      const input = { language: 'ja', sources: articles.map(sourceOf) };
      await startProposal(db, id, input, { listId, createdBy: 'test' });
      for (let end = await workProposal(deps, id); end.kind === 'more'; ) {
        end = await workProposal(deps, id);
      }
      const own = articles.map((n) => keys[n] ?? '');
      all.push({ id, keys: own, isGone: false, digest: null, isThrownAway: false, sends: [] });
    }
    const alive = all.filter(({ isGone }) => !isGone);
    const one = alive[which % Math.max(1, alive.length)];
    if (one !== undefined) await change(db, one, verb, which);
  }
  return all;
}

async function change(db: Scene['db'], one: Known, verb: Act['verb'], which: number) {
  const { id, digest } = one;
  const active = one.sends.find(({ status }) => status === 'scheduled');
  const write = async (content: Digest) => {
    if (digest === null) return;
    const view = await reviseDigest(db, digest.id, content, () => true, 'test');
    Object.assign(digest, { cited: citedIn(content), revision: view.revision });
  };
  if (verb === 'redo') await redoSection({ db, models: null, note: () => {} }, id, 0, { keep: [] });
  if (verb === 'discard' && digest === null) {
    await discardProposal(db, id);
    one.isGone = true;
  }
  if (verb === 'digest' && digest === null) {
    const made = await makeDigest(db, id, { newId, by: 'test', zone: 'UTC' });
    const { content, revision } = made;
    const digestId = made.id as DigestId;
    one.digest = { id: digestId, whole: content, cited: citedIn(content), revision };
  }
  if (digest === null) return;
  if (verb === 'restore') await write(digest.whole);
  if (verb === 'cut' && digest.whole.sections.length > 1) {
    const gone = which % digest.whole.sections.length;
    await write({ ...digest.whole, sections: digest.whole.sections.toSpliced(gone, 1) });
  }
  if (verb === 'drop' && one.sends.length === 0) {
    await deleteDigest(db, digest.id, () => true);
    Object.assign(one, { digest: null, isThrownAway: true });
  }
  if (verb === 'send' && active === undefined) {
    const send = newId();
    await db.execute(sql`
      insert into sends (id, digest_id, revision, list_ids, status)
      select ${send}, ${digest.id}, ${digest.revision}, array[list_id], 'scheduled'
      from proposals where id = ${id}`);
    one.sends.push({ id: send, cited: digest.cited, status: 'scheduled' });
  }
  if ((verb === 'sent' || verb === 'cancelled') && active !== undefined) {
    await db.execute(sql`
      update sends set status = ${verb}, finished_at = now() where id = ${active.id}`);
    active.status = verb;
  }
}

/** What the rules say of an address, by what the test saw happen. */
function expected(all: readonly Known[], key: string): 'used' | 'held' | 'free' {
  const sent = all.flatMap(({ sends }) => sends).filter(({ status }) => status === 'sent');
  if (sent.some(({ cited }) => cited.includes(key))) return 'used';
  const isHeld = ({ keys: own, digest, isGone, isThrownAway, sends }: Known) => {
    if (isGone || !own.includes(key)) return false;
    if (digest === null) return !isThrownAway;
    const waiting = sends.filter(({ status }) => status === 'scheduled');
    return (sends.length === 0 ? [digest] : waiting).some(({ cited }) => cited.includes(key));
  };
  return all.some(isHeld) ? 'held' : 'free';
}

async function readLedger(db: Scene['db'], listId: number) {
  const used = allRows<{ address: string }>(
    await db.execute(sql`select address from used_addresses where list_id = ${listId}`),
  );
  const held = allRows<{ address: string }>(
    await db.execute(sql`select address from held_addresses where list_id = ${listId} and is_held`),
  );
  const has = (rows: { address: string }[], key: string) =>
    rows.some(({ address }) => address === key);
  return keys.map((key) => (has(used, key) ? 'used' : has(held, key) ? 'held' : 'free'));
}

type Scene = Pick<TestApp, 'db'> & Pick<Awaited<ReturnType<typeof setupWithEngine>>, 'engine'>;

test('whatever happens in whatever order, each address is used, held or free by what became of it', async () => {
  const scene = await setupWithEngine();
  const { db } = scene;
  let run = 0;
  const property = fc.asyncProperty(
    fc.array(act, { minLength: 4, maxLength: 24 }),
    async (acts) => {
      run += 1;
      const { id: listId } = oneRow<{ id: number }>(
        await db.execute(
          sql`insert into lists (slug, name) values (${`list-${run}`}, 'List') returning id`,
        ),
      );
      const all = await play(scene, listId, acts);
      await foldLedger(db);
      const once = await readLedger(db, listId);
      expect(once).toEqual(keys.map((key) => expected(all, key)));
      const free = await db.transaction((tx) => findFree(tx, listId, keys));
      expect([...free]).toEqual(keys.filter((_, n) => once[n] === 'free'));
      await foldLedger(db);
      expect(await readLedger(db, listId)).toEqual(once);
    },
  );
  await fc.assert(property, { numRuns: 30 });
});
