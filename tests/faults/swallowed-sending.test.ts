// An answer of the database that never comes, at each statement that begins, plans and works a send.

import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { createKey } from '../../src/access/keys/api-key.ts';
import { readSend } from '../../src/sending/report/report.ts';
import { writeDigest } from '../support/engine.ts';
import { startSend } from '../support/sends.ts';
import { proveFault } from './prove.ts';
import { letTimePass, workOnce } from './scenes.ts';
import { post, setScene, swallowEach } from './swallowing.ts';
import { judgeSend } from './witness.ts';

const accepted = (readers: number) => ({
  status: 'sent',
  counts: { recipients: readers, accepted: readers },
});

proveFault(
  'F31',
  'an answer swallowed at each statement of the plan ends at its deadline, and plans once',
  'The connection is dropped; planned already or not at all, the message comes again.',
  async () => {
    const scene = await setScene(150);
    return swallowEach(scene, {
      prepare: () => startSend(scene.engine),
      work: () => workOnce(scene),
      judge: (sendId) => judgeSend(scene, sendId, accepted(150)),
    });
  },
);

proveFault(
  'F31',
  'an answer swallowed at each statement of a lane, claim, slot, settle and end, mails nobody twice',
  'The lane ends; a claim is found by its lease, a call is replayed under its key.',
  async () => {
    const scene = await setScene(150);
    return swallowEach(scene, {
      async prepare() {
        const sendId = await startSend(scene.engine);
        await workOnce(scene);
        scene.engine.queues.lanes.messages.splice(1);
        return sendId;
      },
      work: () => workOnce(scene),
      judge: (sendId) => judgeSend(scene, sendId, accepted(150)),
      fewer: 4,
    });
  },
);

proveFault(
  'F31',
  'an answer swallowed at each statement of a lane while the domain warms up mails nobody twice, and no day too many',
  'The lock of the domain ends with its connection; what was claimed counts, whoever heard of it.',
  async () => {
    const scene = await setScene(250);
    const { db } = scene;
    return swallowEach(scene, {
      async prepare() {
        // The day is empty again.
        await db.execute(sql`update sends set warm_up_domain = null`);
        await db.execute(sql`delete from warm_ups`);
        const sendId = await startSend(scene.engine, { warmUp: 'new_domain' });
        await workOnce(scene);
        scene.engine.queues.lanes.messages.splice(1);
        return sendId;
      },
      work: () => workOnce(scene),
      async judge(sendId) {
        expect((await readSend(db, sendId)).counts).toMatchObject({ accepted: 150, pending: 100 });
        await scene.engine.passTime(86_400);
        await letTimePass(scene);
        return judgeSend(scene, sendId, accepted(250));
      },
      fewer: 4,
    });
  },
);

proveFault(
  'F31',
  'an answer swallowed at each statement of a trigger under an Idempotency-Key starts one send',
  'Answered 503; repeated under its key, it finds the send that was made, or makes it.',
  async () => {
    const scene = await setScene(3);
    const { db, engine } = scene;
    const key = await createKey(db, { name: 'test', scopes: ['send'] }, new Date());
    return swallowEach(scene, {
      prepare: () => writeDigest(engine),
      async work(digestId) {
        const trigger = () =>
          post(scene, '/api/sends', JSON.stringify({ digestId, revision: 1, lists: ['digest'] }), {
            authorization: `Bearer ${key.key}`,
            'content-type': 'application/json',
            'idempotency-key': `k-${digestId}`,
          });
        for (let answer = await trigger(), n = 1; answer.status !== 202; answer = await trigger()) {
          expect([503, 409], await answer.text()).toContain(answer.status);
          expect(n++, 'attempts').toBeLessThan(6);
          // A claim that could not even be given up is taken for dead after a while.
          await db.execute(
            sql`update idempotent_requests set created_at = created_at - interval '1 hour'`,
          );
        }
      },
      async judge(digestId) {
        const rows = await db.execute(sql`select id from sends where digest_id = ${digestId}`);
        expect(rows).toHaveLength(1);
        return judgeSend(scene, String(rows[0]?.id), accepted(3));
      },
    });
  },
);
