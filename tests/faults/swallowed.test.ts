// An answer of the database that never comes, at each statement of every job but a send's own.

import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { ImportQuery } from '../../src/audience/transfer/import/schema.ts';
import { startImport } from '../../src/audience/transfer/import/upload.ts';
import { oneRow } from '../support/rows.ts';
import { startSend } from '../support/sends.ts';
import { proveFault } from './prove.ts';
import { letTimePass } from './scenes.ts';
import { post, setScene, swallowEach } from './swallowing.ts';
import { judgeSend, type Verdict } from './witness.ts';

const nobody: Verdict = { lost: 0, duplicated: 0 };

proveFault(
  'F31',
  'an answer swallowed at the statement of webhook events counts them once',
  'The events are taken again and meet their own ids.',
  async () => {
    const scene = await setScene(3);
    const { db, engine, readers } = scene;
    return swallowEach(scene, {
      async prepare() {
        const sendId = await startSend(scene.engine);
        await letTimePass(scene);
        for (const reader of readers) {
          const tags = { send: sendId, subscriber: String(reader) };
          const payload = {
            type: 'email.delivered',
            created_at: new Date().toISOString(),
            data: { tags },
          };
          await engine.queues.events.send({ kind: 'event', id: `${sendId}-${reader}`, payload });
        }
        return sendId;
      },
      work: () => engine.drain(),
      async judge(sendId) {
        const [row] = await db.execute(sql`
          select (select count(*)::int from events where send_id = ${sendId}) as events,
            (select count(*)::int from deliveries where send_id = ${sendId}
              and delivered_at is not null) as delivered`);
        expect(row).toEqual({ events: 3, delivered: 3 });
        return judgeSend(scene, sendId, { status: 'sent', counts: { recipients: 3, accepted: 3 } });
      },
    });
  },
);

proveFault(
  'F31',
  'an answer swallowed at each statement of an import takes every row in once',
  'A chunk is one transaction that counts itself; the message comes again.',
  async () => {
    const scene = await setScene(0);
    const { db, engine } = scene;
    const rows = 30;
    let round = 0;
    await swallowEach(scene, {
      async prepare() {
        round += 1;
        let file = 'email,name\nnot an address,x\n';
        for (let n = 0; n < rows; n++) file += `r${round}-${n}@example.com,Reader\n`;
        const query = { lists: 'digest', status: 'confirmed', consent: 'fair' };
        const body = new Blob([file]).stream();
        const { id } = await startImport(db, 'csv', ImportQuery.parse(query), body);
        await engine.queues.jobs.send({ kind: 'import', importId: id });
        return id;
      },
      work: () => engine.drain(),
      async judge(importId) {
        const [row] = await db.execute(sql`
          select status, processed, created, updated, rejected,
            (select count(*)::int from consents where import_id = imports.id) as consents,
            (select count(*)::int from import_rejections where import_id = imports.id) as reported
          from imports where id = ${importId}`);
        expect(row).toMatchObject({ status: 'done', processed: rows + 1, created: rows });
        expect(row).toMatchObject({ updated: 0, rejected: 1, consents: rows, reported: 1 });
        return null;
      },
    });
    return nobody;
  },
);

proveFault(
  'F31',
  'an answer swallowed at each statement of a transactional mail sends it once',
  'The email stands in the outbox until it is settled, and its id is its key.',
  async () => {
    const scene = await setScene(0);
    const { db, engine } = scene;
    const total = { letters: 0 };
    await swallowEach(scene, {
      async prepare() {
        total.letters += 1;
        const id = crypto.randomUUID();
        await db.execute(sql`
          insert into letters (id, kind, address, list_ids)
          values (${id}, 'confirm', ${`reader${total.letters}@example.com`}, '{1}')`);
        await engine.queues.letters.send({ kind: 'letter', letterId: id });
        return id;
      },
      work: () => engine.drain(),
      async judge(id) {
        const [row] = await db.execute(sql`select state from letters where id = ${id}`);
        expect(row).toEqual({ state: 'accepted' });
        const { accepted: mails } = await engine.stats();
        expect(mails).toBe(total.letters);
        return null;
      },
    });
    return nobody;
  },
);

proveFault(
  'F31',
  'an answer swallowed at each statement of asking to subscribe sends one email',
  'Written or not: who asks again within the hour gets no second one, and the sweep posts the first.',
  async () => {
    const scene = await setScene(0);
    let round = 0;
    await swallowEach(scene, {
      async prepare() {
        round += 1;
        return `reader${round}@example.com`;
      },
      async work(email) {
        await post(scene, '/subscribe', `email=${encodeURIComponent(email)}&list=digest`);
        // Whoever got an error, or no mail, tries once more.
        await post(scene, '/subscribe', `email=${encodeURIComponent(email)}&list=digest`);
      },
      async judge(email) {
        expect(await scene.engine.messages(`to=${encodeURIComponent(email)}`)).toHaveLength(1);
        return null;
      },
    });
    return nobody;
  },
);

proveFault(
  'F31',
  'an answer swallowed at each statement of leaving loses no press and notes it once',
  'Answered 200 all the same; what was not heard of is written again, with the moment of the press.',
  async () => {
    const scene = await setScene(40);
    const { db, engine, readers } = scene;
    await swallowEach(scene, {
      async prepare() {
        const subscriber = readers.pop();
        if (subscriber === undefined) throw new Error('More statements than readers');
        return subscriber;
      },
      async work(subscriber) {
        const claim = { purpose: 'unsubscribe', subscriber, list: 1, send: null } as const;
        const answer = await post(scene, `/u/${engine.deps.tokens.sign(claim)}`, '');
        expect(answer.status).toBe(200);
      },
      async judge(subscriber) {
        const left = oneRow(
          await db.execute(sql`
            select c.status, (select count(*)::int from consents k
              where k.subscriber_id = c.subscriber_id and k.action = 'unsubscribed') as records
            from subscriptions c where c.subscriber_id = ${subscriber}`),
        );
        expect(left).toEqual({ status: 'unsubscribed', records: 1 });
        return null;
      },
    });
    return nobody;
  },
);
