import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueueLanes, enqueuePlan } from '../../../src/jobs/enqueue.ts';
import { changeSend } from '../../../src/sending/commands/create.ts';
import {
  cancelSend,
  pauseSend,
  resumeSend,
  retrySend,
} from '../../../src/sending/commands/steer.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, type Engine, startEngine, writeDigest } from '../../support/engine.ts';
import { newSend, startSend } from '../../support/sends.ts';

const hosting = { DELIVERY: 'template' };

async function templatesAt(engine: Engine): Promise<unknown[]> {
  const answer = await fetch(`${engine.mailbox.url}/templates`, {
    headers: { authorization: 'Bearer re_test', 'user-agent': 'test' },
  });
  const page = (await answer.json()) as { data: unknown[] };
  return page.data;
}

/** As if a day had gone by since the last mail was accepted. */
async function passDay(engine: Engine): Promise<void> {
  await engine.passTime('25 hours');
  await engine.tick();
}

/** As somebody who tidies up Resend's dashboard would. */
async function removeAtProvider(engine: Engine, sendId: string): Promise<void> {
  await fetch(`${engine.mailbox.url}/templates/digest-${sendId}-1`, {
    method: 'DELETE',
    headers: { authorization: 'Bearer re_test', 'user-agent': 'test' },
  });
}

const hostedBatches = async (engine: Engine, sendId: string) => {
  const rows = await engine.deps.db.execute(
    sql`select hosted from batches where send_id = ${sendId} and state <> 'split' order by n`,
  );
  return rows.map((row) => row.hosted);
};

/** Everything that may differ between two sends of one digest. */
const anonymous = (text: string) =>
  text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/digest-[0-9a-f]{8}/g, 'SLUG')
    .replaceAll(/\/(u|preferences)\/[\w-]+/g, '/$1/TOKEN');

test('a hosted mail arrives as the very mail that html would have been', async () => {
  const mails = [];
  for (const variables of [{}, hosting]) {
    const engine = await startEngine(variables);
    await confirmReaders(engine, 1);
    await engine.deps.db.execute(
      sql`update lists set name = 'News & <more> "quoted" l''été' where slug = 'digest'`,
    );
    const sendId = await startSend(engine);
    await engine.drain();
    expect(await hostedBatches(engine, sendId)).toEqual([variables === hosting]);
    const [mail] = await engine.messages(`send=${sendId}`);
    mails.push({
      to: mail?.to,
      subject: mail?.subject,
      html: anonymous(mail?.html ?? ''),
      text: anonymous(mail?.text ?? ''),
      headers: JSON.parse(anonymous(JSON.stringify(mail?.headers))),
      tags: JSON.parse(anonymous(JSON.stringify(mail?.tags))),
    });
  }
  expect(mails[0]?.html).toContain('News &amp; &lt;more&gt;');
  expect(mails[0]?.text).toContain('News & <more> "quoted" l\'été');
  expect(mails[1]).toEqual(mails[0]);
});

test('the template stays for a day after the last acceptance, and is gone then', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 250);
  const sendId = await startSend(engine);
  await engine.drain();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { accepted: 250 },
  });
  expect(await engine.stats()).toMatchObject({ accepted: 250, distinct: 250, duplicates: 0 });
  await engine.tick();
  expect(await templatesAt(engine)).toHaveLength(1);
  await passDay(engine);
  expect(await templatesAt(engine)).toEqual([]);
});

test('the template of a cancelled send is removed by the sweep, and not before its last batch', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 150);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'rate_limit', retryAfter: 30, times: 50 });
  await engine.drain();
  expect(await templatesAt(engine)).toHaveLength(1);
  await engine.tick();
  expect(await templatesAt(engine)).toHaveLength(1);
  await cancelSend(engine.deps.db, sendId);
  await engine.passTime(60);
  await engine.tick();
  await passDay(engine);
  expect(await templatesAt(engine)).toEqual([]);
});

test('a template that somebody removed in mid-send is replaced by html, and nobody gets two', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 250);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'error503', skip: 1, times: 50 });
  await engine.drain();
  await removeAtProvider(engine, sendId);
  await fetch(`${engine.mailbox.url}/_mailbox/faults`, { method: 'DELETE' });
  await engine.passTime(100);
  await engine.drain({ delayed: true });
  const { counts } = await readSend(engine.deps.db, sendId);
  expect(counts.accepted + counts.pending).toBe(250);
  expect(await engine.stats()).toMatchObject({ duplicates: 0, accepted: counts.accepted });
});

test('a batch whose template is refused at its first call goes out as html', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 250);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'rate_limit', retryAfter: 30, times: 50 });
  await engine.drain();
  await removeAtProvider(engine, sendId);
  await fetch(`${engine.mailbox.url}/_mailbox/faults`, { method: 'DELETE' });
  await engine.passTime(100);
  await engine.tick();
  await engine.drain();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { accepted: 250 },
  });
  expect(await hostedBatches(engine, sendId)).toEqual([false, false, false]);
  expect(await engine.stats()).toMatchObject({ accepted: 250, duplicates: 0 });
});

test('a batch first called with the template repeats those bytes after the send fell back to html', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 150);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'drop', when: 'after', times: 2 });
  await engine.drain();
  await engine.deps.db.execute(
    sql`update sends set template_state = 'refused' where id = ${sendId}`,
  );
  await engine.passTime(100);
  await engine.drain({ delayed: true });
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { accepted: 150 },
  });
  expect(await hostedBatches(engine, sendId)).toEqual([true, true]);
  expect(await engine.stats()).toMatchObject({ accepted: 150, duplicates: 0 });
});

test('braces of a writer are no variables: such a digest carries its html', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 2);
  const digestId = await writeDigest(engine);
  const { deps } = engine;
  await deps.db.execute(sql`
    update digest_revisions set content = jsonb_set(content, '{headline}', '"波括弧は {{ で開く"')
    where digest_id = ${digestId}`);
  const sendId = await startSend(engine, { digestId });
  await engine.drain();
  const mails = await engine.messages(`send=${sendId}`);
  expect(mails.map(({ subject }) => subject)).toEqual(['波括弧は {{ で開く', '波括弧は {{ で開く']);
  expect(await hostedBatches(engine, sendId)).toEqual([false]);
});

test('an account that may not make templates sends html', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 2);
  const sendId = await startSend(engine);
  engine.deps.resendApi = {
    ...engine.deps.resendApi,
    createTemplate: async () => ({
      kind: 'refused',
      status: 401,
      name: 'restricted_api_key',
      message: 'This API key is restricted to only send emails.',
    }),
  };
  await engine.drain();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({ status: 'sent' });
  expect(await hostedBatches(engine, sendId)).toEqual([false]);
});

test('a plan cut off while it made the template makes it anew, and leaves one behind nowhere', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 2);
  const sendId = await startSend(engine);
  const { resendApi } = engine.deps;
  engine.deps.resendApi = {
    ...resendApi,
    publishTemplate: () => Promise.reject(new Error('the worker dies here')),
  };
  await engine.drain();
  expect(await templatesAt(engine)).toHaveLength(1);
  engine.deps.resendApi = resendApi;
  await engine.deps.db.execute(
    sql`update sends set template_asked_at = now() - interval '3 minutes', created_at = now() - interval '3 minutes'`,
  );
  await engine.tick();
  await engine.drain({ delayed: true });
  expect(await hostedBatches(engine, sendId)).toEqual([true]);
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({ status: 'sent' });
  await passDay(engine);
  expect(await templatesAt(engine)).toEqual([]);
});

test('what is tried again after the template is gone carries html', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 1);
  const sendId = await startSend(engine);
  await engine.drain();
  await passDay(engine);
  await engine.deps.db.execute(sql`
    update batches set state = 'rejected', error = '{"name":"not_found","message":""}'`);
  await retrySend(engine.deps.db, sendId);
  await enqueueLanes(engine.deps, sendId);
  await engine.drain();
  expect(await hostedBatches(engine, sendId)).toEqual([false]);
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({ status: 'sent' });
});

test('paused while its template is made and given another revision, a send mails the new one by a template of its own', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 2);
  const { db, env, resendApi } = engine.deps;
  const digestId = await writeDigest(engine);
  await db.execute(sql`
    insert into digest_revisions (digest_id, revision, content)
    select id, 2, jsonb_set(content, '{headline}', '"The second edition"') from digests where id = ${digestId}`);
  const { id } = await newSend(engine, { digestId });
  // Between the making of the template and the plan's transaction an editor pauses and changes it.
  let isChanged = false;
  engine.deps.resendApi = {
    ...resendApi,
    async publishTemplate(templateId) {
      const published = await resendApi.publishTemplate(templateId);
      if (!isChanged) {
        isChanged = true;
        await pauseSend(db, id);
        await changeSend(db, senderOf(env), id, { revision: 2 }, new Date());
        await resumeSend(db, id);
      }
      return published;
    },
  };
  await enqueuePlan(engine.deps, id);
  await engine.drain();
  const mails = await engine.messages(`send=${id}`);
  expect(mails.map(({ subject }) => subject)).toEqual(['The second edition', 'The second edition']);
  expect(await hostedBatches(engine, id)).toEqual([true]);
  await passDay(engine);
  expect(await templatesAt(engine)).toEqual([]);
});

test('the template of an edition that was given up is removed once nobody can be making it', async () => {
  const engine = await startEngine(hosting);
  await confirmReaders(engine, 1);
  const { db } = engine.deps;
  const sendId = await startSend(engine);
  const { resendApi } = engine.deps;
  engine.deps.resendApi = {
    ...resendApi,
    async publishTemplate(templateId) {
      await pauseSend(db, sendId);
      return resendApi.publishTemplate(templateId);
    },
  };
  await engine.drain();
  expect((await readSend(db, sendId)).status).toBe('paused');
  await engine.tick();
  expect(await templatesAt(engine)).toHaveLength(1);
  await db.execute(sql`update sends set template_asked_at = now() - interval '3 minutes'`);
  await engine.tick();
  expect(await templatesAt(engine)).toEqual([]);
  expect(await engine.stats()).toMatchObject({ accepted: 0 });
});
