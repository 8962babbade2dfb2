import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../dev/postgres.ts';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { workDeadLetters } from '../../../src/jobs/dead-letters.ts';
import { workMessages } from '../../../src/jobs/jobs.ts';
import { createDeps } from '../../../src/wiring.ts';
import { testQueue } from '../../support/engine.ts';
import { type Visitor, visit } from './visitor.ts';

const send = '7f0d1bb0-4d5c-4c0e-9c38-2f7f1c3f8a11';

/** A visitor whose worker finds nobody where PostgreSQL should be. */
async function visitOutage(variables: Record<string, unknown> = {}): Promise<Visitor> {
  return visit({ DB: { connectionString: await nowhere() }, ...variables });
}

async function nowhere(): Promise<string> {
  return `postgres://postgres:secret@127.0.0.1:${await freePort()}/postgres`;
}

/** Takes connections and never says a word. */
async function silence(): Promise<string> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => void sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as net.AddressInfo;
  return `postgres://postgres:secret@127.0.0.1:${port}/postgres`;
}

const linkOf = (at: Visitor, subscriber: number) =>
  `/u/${at.tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send })}`;

test('one POST is answered 200 and kept in the queue, with its moment and without its token', async () => {
  const at = await visitOutage();
  const before = Date.now();
  const link = linkOf(at, 7);
  const headers = { 'cf-connecting-ip': '192.0.2.7' };
  const answer = await at.call('POST', link, { key: null, headers });
  expect(answer.status).toBe(200);
  const [job, ...others] = at.take('events');
  expect(others).toEqual([]);
  expect(job).toEqual({
    ...{ kind: 'leave', subscriber: 7, list: 1, send, method: 'one-click' },
    ...{ network: '192.0.2.7', at: expect.any(String) },
  });
  expect(JSON.stringify(job)).not.toContain(link.slice(3));
  const { at: moment } = job as { at: string };
  expect(Date.parse(moment)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(moment)).toBeLessThanOrEqual(Date.now());
});

test('a database that takes the question and is silent is not waited for', async () => {
  const at = await visit({ DB: { connectionString: await silence() } });
  const answer = await at.call('POST', linkOf(at, 7), { key: null });
  expect(answer.status).toBe(200);
  expect(at.take('events')).toHaveLength(1);
});

test('if the queue refuses, too, the answer is 503 and says when to press again', async () => {
  const refuse = () => Promise.reject(new Error('Queue send failed'));
  const at = await visitOutage({ EVENTS: { ...testQueue(), send: refuse } });
  const answer = await at.call('POST', linkOf(at, 7), { key: null });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
});

test('what is no link of ours is 404 as ever, and nothing is kept of it', async () => {
  const at = await visitOutage();
  const preferences = at.tokens.sign(preferencesOf(7, 'mai@example.com'));
  const forged = linkOf(at, 7).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  for (const link of ['/u/nonsense', `/u/${preferences}`, forged.replace('/u/', '/u/A')]) {
    expect((await at.get(link)).text).toContain('配信はまだ停止していません');
    expect((await at.call('POST', link, { key: null })).status).toBe(404);
  }
  expect(at.take('events')).toEqual([]);
});

test('the page of the link still has its button, and the button leads on to the undo', async () => {
  const at = await visitOutage();
  const page = await at.get(linkOf(at, 7));
  expect(page.status).toBe(200);
  expect(page.text.match(/<button/g)).toHaveLength(1);
  const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const left = await at.post(action, {});
  expect(left.text).toContain('配信を停止しました');
  expect(left.text).toMatch(/action="\/u\/[\w-]+\/undo\?pressed=\d+"/);
  expect(at.take('events')).toMatchObject([{ kind: 'leave', method: 'page' }]);
});

test('the kept press leaves once the database is back; taken back before that, it does not', async () => {
  const at = await visit();
  const outage = await visitOutage();
  for (const undoes of [false, true]) {
    const email = `mai${undoes}@example.com`;
    const link = linkOf(at, await at.reader(email));
    const left = await outage.post(`${link}?by=page`, {});
    const messages = outage.take('events').map((body) => ({
      ...{ id: '1', body, attempts: 1, ack() {} },
      retry: () => expect.unreachable('the press was not taken'),
    }));
    const undo = /action="([^"]+undo[^"]*)"/.exec(left.text)?.[1] ?? '';
    if (undoes) expect((await at.post(undo, {})).status).toBe(200);
    const deps = createDeps(at.bindings);
    await workMessages(deps, messages);
    await deps.close();
    const digest = undoes ? 'confirmed' : 'unsubscribed';
    expect(await at.standing(email)).toEqual({ digest });
  }
});

test('a kept press comes back at most 30 s apart, and as a dead letter it starts over', async () => {
  const at = await visitOutage();
  await at.call('POST', linkOf(at, 7), { key: null });
  const [body] = at.take('events');
  const deps = createDeps(at.bindings);
  const delays: (number | undefined)[] = [];
  let acked = 0;
  const arrive = (attempts: number) => ({
    ...{ id: '1', body, attempts, ack: () => void acked++ },
    retry: (options?: { delaySeconds?: number }) => void delays.push(options?.delaySeconds),
  });
  for (const attempts of [1, 2, 5, 100]) await workMessages(deps, [arrive(attempts)]);
  expect(delays).toEqual([2, 4, 30, 30]);
  await workDeadLetters(at.bindings, [arrive(101)]);
  expect(acked).toBe(1);
  expect(at.queues.events.messages).toEqual([{ body, delaySeconds: 30 }]);

  const refuse = () => Promise.reject(new Error('Queue send failed'));
  await workDeadLetters({ EVENTS: { ...testQueue(), send: refuse } }, [arrive(1)]);
  expect([acked, delays.at(-1)]).toEqual([1, 30]);
  await deps.close();
});
