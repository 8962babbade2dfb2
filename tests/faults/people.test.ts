import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { eraseSubscriber } from '../../src/audience/people/erasure.ts';
import { moveAddress } from '../../src/audience/people/queries.ts';
import { unsubscribe } from '../../src/audience/preferences/unsubscribe.ts';
import { parseEmailAddress } from '../../src/base/email-address.ts';
import { takeFeedback } from '../../src/sending/feedback/fold.ts';
import { setupWithEngine } from '../support/app.ts';
import { plainDigest } from '../support/engine.ts';
import { startSend } from '../support/sends.ts';
import { proveFault } from './prove.ts';
import { type EngineScene, letTimePass, setEngineScene, workOnce } from './scenes.ts';
import { installWitness, judgeSend, readAccepted } from './witness.ts';

/** The first four readers: one leaves, one bounces, one complains, one is erased. */
async function loseFour({ engine, db, readers }: EngineScene, sendId: string | null) {
  const { tokens } = engine.deps;
  const [leaver = 0, bouncer = 0, complainer = 0, erased = 0] = readers;
  const token = tokens.sign({ purpose: 'unsubscribe', subscriber: leaver, list: 1, send: sendId });
  await unsubscribe(engine.deps, token, { method: 'one-click', network: null });
  const event = { at: new Date(), sendId, isTransientBounce: false, detail: {} };
  await takeFeedback(db, [
    {
      ...{ ...event, id: 'bounce', kind: 'bounced', isPermanentBounce: true },
      ...{ subscriberId: bouncer, to: 'reader2@example.com' },
    },
    {
      ...{ ...event, id: 'complaint', kind: 'complained', isPermanentBounce: false },
      ...{ subscriberId: complainer, to: 'reader3@example.com' },
    },
  ]);
  await eraseSubscriber(engine.deps, erased);
}

const whoLeft = 'one unsubscribes, one bounces, one complains, one is erased';
const firstFour = (scene: EngineScene, accepted: Map<number, string[]>) =>
  scene.readers.slice(0, 4).filter((id) => accepted.has(id)).length;

proveFault(
  'F21',
  `${whoLeft} before the plan: none of them is in the audience`,
  'The frozen audience is without them.',
  async () => {
    const scene = await setEngineScene(150);
    await loseFour(scene, null);
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 146, accepted: 146 },
    });
  },
);

proveFault(
  'F21',
  `${whoLeft} between plan and claim: each is skipped, with the reason`,
  'The claim looks again: no hand-off starts for someone who had left.',
  async () => {
    const scene = await setEngineScene(150);
    const sendId = await startSend(scene.engine);
    await workOnce(scene);
    await loseFour(scene, null);
    await scene.engine.drain();
    expect(firstFour(scene, await readAccepted(scene.mailboxUrl, sendId))).toBe(0);
    const [row] = await scene.db.execute(sql`
      select skipped from batches where send_id = ${sendId} and n = 0`);
    expect(row?.skipped).toEqual([
      { id: scene.readers[0], reason: 'unsubscribed' },
      { id: scene.readers[1], reason: 'suppressed' },
      { id: scene.readers[2], reason: 'unsubscribed' },
      { id: scene.readers[3], reason: 'erased' },
    ]);
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 150, accepted: 146, skipped: 4 },
    });
  },
);

proveFault(
  'F21',
  `${whoLeft} after a definite refusal: the batch is frozen anew without them`,
  'Not one byte was taken, so the next claim drops them and mints a new key.',
  async () => {
    const scene = await setEngineScene(150);
    await scene.engine.fault({ fault: 'rate_limit', retryAfter: 30, times: 4 });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    await loseFour(scene, sendId);
    await letTimePass(scene);
    expect(firstFour(scene, await readAccepted(scene.mailboxUrl, sendId))).toBe(0);
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 150, accepted: 146, skipped: 4 },
    });
  },
);

proveFault(
  'F21',
  `${whoLeft} after an ambiguous answer: the same bytes go out under the same key`,
  'They may have it already: the replay is unchanged, and who left then is recorded.',
  async () => {
    const scene = await setEngineScene(150);
    await scene.engine.fault({ fault: 'drop', when: 'after', times: 2 });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    await loseFour(scene, sendId);
    await letTimePass(scene);
    const [row] = await scene.db.execute(sql`
      select unsubscribed_at is not null as left from deliveries
      where send_id = ${sendId} and subscriber_id = ${scene.readers[0]}`);
    expect(row?.left).toBe(true);
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 150, accepted: 150 },
    });
  },
);

proveFault(
  'F21',
  `${whoLeft} after the acceptance: the books stay, and the next send leaves them out`,
  'Accepted is accepted; what followed is told apart from it.',
  async () => {
    const scene = await setEngineScene(150);
    const first = await startSend(scene.engine);
    await scene.engine.drain();
    await loseFour(scene, first);
    const second = await startSend(scene.engine);
    await scene.engine.drain();
    return [
      await judgeSend(scene, first, {
        status: 'sent',
        counts: { recipients: 150, accepted: 150 },
      }),
      await judgeSend(scene, second, {
        status: 'sent',
        counts: { recipients: 146, accepted: 146 },
      }),
    ];
  },
);

/** The first reader moves to another address, as the preference page and the API do it; `meanwhile`, before it is committed. */
async function moveFirst({ db, readers }: EngineScene, meanwhile = async () => {}): Promise<void> {
  const parsed = parseEmailAddress('moved@example.com');
  if (parsed.kind !== 'ok') throw new Error('Not an address');
  await db.transaction(async (tx) => {
    await moveAddress(tx, readers[0] ?? 0, parsed.address);
    await meanwhile();
  });
}

const moves = [
  { point: 'between plan and claim', goesTo: 'moved@example.com' },
  { point: 'between an ambiguous call and its replay', goesTo: 'reader1@example.com' },
  { point: 'after the acceptance', goesTo: 'reader1@example.com' },
];
for (const { point, goesTo } of moves) {
  proveFault(
    'F25',
    `an address that changes ${point} gets one mail, at ${goesTo.split('@')[0]}`,
    'The first call under a key fixes the addresses; a replay repeats them byte by byte.',
    async () => {
      const scene = await setEngineScene(150);
      if (point.includes('replay')) {
        await scene.engine.fault({ fault: 'drop', when: 'after', times: 2 });
      }
      const sendId = await startSend(scene.engine);
      await workOnce(scene);
      if (point.includes('plan')) await moveFirst(scene);
      await scene.engine.drain();
      if (!point.includes('plan')) await moveFirst(scene);
      await letTimePass(scene);
      const mails = await scene.engine.messages(`send=${sendId}`);
      const own = mails.filter(({ to }) => /^(moved|reader1)@/.test(to[0] ?? ''));
      expect(own.map(({ to }) => to)).toEqual([[goesTo]]);
      return judgeSend(scene, sendId, {
        status: 'sent',
        counts: { recipients: 150, accepted: 150 },
      });
    },
  );
}

proveFault(
  'F25',
  'an address that changes in the moments of the first claim gets one mail, at reader1',
  'The claim keeps what it saw; a change that commits behind its back is told apart by transaction.',
  async () => {
    const scene = await setEngineScene(150);
    await scene.engine.fault({ fault: 'drop', when: 'after', times: 2 });
    const sendId = await startSend(scene.engine);
    await workOnce(scene);
    await moveFirst(scene, () => scene.engine.drain());
    await letTimePass(scene);
    const mails = await scene.engine.messages(`send=${sendId}`);
    expect(mails.flatMap(({ to }) => to)).toContain('reader1@example.com');
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 150, accepted: 150 },
    });
  },
);

const oddNames = [
  { what: 'NUL', json: '"a\\u0000b"', taken: false },
  { what: 'a lone surrogate', json: '"a\\ud800b"', taken: false },
  { what: 'an override of direction', json: '"a\\u202eb"', taken: false },
  { what: '320 characters', json: JSON.stringify('名'.repeat(320)), taken: false },
  { what: 'right-to-left letters', json: '"مريم"', taken: true },
  { what: 'emoji', json: '"👩‍👩‍👧‍👦🏳️‍🌈"', taken: true },
  { what: 'HTML and quotes', json: '"<b>\\"&amp;\'</b>"', taken: true },
];

proveFault(
  'F26',
  'odd names of people and lists are refused at the door or mailed as they are',
  'NUL, lone surrogates, overrides and 320 characters get a 4xx; the rest get a whole mail each.',
  async () => {
    const { call, engine } = await setupWithEngine();
    const { db } = engine.deps;
    const scene = { db, mailboxUrl: engine.mailbox.url };
    await installWitness(db);
    const list = { name: '菊 🌼 “digest” <b>&</b> مرحبا' };
    expect((await call('PATCH', '/api/lists/digest', { body: list })).status).toBe(200);
    for (const [n, { what, json, taken }] of oddNames.entries()) {
      const body = `{"email":"odd${n}@example.com","name":${json},"consent":"Asked on paper",
        "lists":[{"slug":"digest","status":"confirmed"}]}`;
      const headers = { 'content-type': 'application/json' };
      const { status } = await call('POST', '/api/subscribers', { body, headers });
      expect(status, what).toSatisfy((code: number) => (taken ? code === 201 : code < 500));
      expect(status === 201, what).toBe(taken);
    }
    const digest = await call('POST', '/api/digests', { body: plainDigest });
    const input = { digestId: digest.json.id, revision: 1, lists: ['digest'] };
    const send = await call('POST', '/api/sends', { body: input });
    await engine.drain();
    for (const mail of await engine.messages()) {
      expect(JSON.stringify(mail)).not.toMatch(/\\u0000|\ufffd|\\ud[89a-f]/i);
      expect(mail.headers['List-Id']).toContain('digest.');
    }
    const taken = oddNames.filter((name) => name.taken).length;
    return judgeSend(scene, send.json.id, {
      status: 'sent',
      counts: { recipients: taken, accepted: taken },
    });
  },
);
