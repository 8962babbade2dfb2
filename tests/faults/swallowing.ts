// Holds the answer of one statement after another for ever, and runs the same work each time.

import { expect, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { confirmReaders, startEngine } from '../support/engine.ts';
import { type EngineScene, letTimePass } from './scenes.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { installWitness, type Verdict } from './witness.ts';

export interface Scene extends EngineScene {
  proxy: TcpProxy;
}

/** The engine behind a proxy, with half a second for each statement; `db` goes past the proxy. */
export async function setScene(readers: number): Promise<Scene> {
  let proxy: TcpProxy | null = null;
  const engine = await startEngine({ STATEMENT_SECONDS: '0.5' }, async (direct) => {
    const url = new URL(direct);
    proxy = await startTcpProxy(Number(url.port));
    url.port = String(proxy.port);
    return url.href;
  });
  const behind = proxy as unknown as TcpProxy;
  onTestFinished(() => behind.close());
  const { db } = engine.database;
  await installWitness(db);
  const ids = await confirmReaders(engine, readers);
  return { engine, db, mailboxUrl: engine.mailbox.url, readers: ids, proxy: behind };
}

/**
 * Runs `work` undisturbed, to warm up and then to count, and then once for each statement it took, with
 * the answer of that one held for ever; `prepare` comes before each, `judge` after it and after time has
 * passed.
 */
export async function swallowEach<Prepared>(
  scene: Scene,
  run: {
    prepare(): Promise<Prepared>;
    work(prepared: Prepared): Promise<void>;
    judge(prepared: Prepared): Promise<Verdict | null>;
    /** Lanes beside each other may take so many statements fewer than they took to count. */
    fewer?: number;
  },
): Promise<Verdict[]> {
  const verdicts: (Verdict | null)[] = [];
  let statements = 0;
  for (let at = -2; at < statements; at++) {
    const prepared = await run.prepare();
    const before = scene.proxy.statements;
    let isSprung = at < 0;
    if (at >= 0) {
      const trap = { on: /./, skip: at, does: 'hold' } as const;
      void scene.proxy.spring(trap).then(() => {
        isSprung = true;
      });
    }
    await run.work(prepared);
    if (at === -1) statements = scene.proxy.statements - before;
    const isOneTooMany = at >= statements - (run.fewer ?? 0);
    expect(isSprung || isOneTooMany, `statement ${at} of ${statements}`).toBe(true);
    scene.proxy.disarm();
    await letTimePass(scene);
    verdicts.push(await run.judge(prepared));
  }
  expect(statements).toBeGreaterThan(0);
  return verdicts.flatMap((verdict) => verdict ?? []);
}

/** A form, or what `headers` say, to the app on the scene's engine; resolves when the work after the answer is done, too. */
export async function post(
  { engine }: Scene,
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const app = createApp(() => ({ ...engine.deps, close: async () => {} }));
  const after: Promise<unknown>[] = [];
  const answer = await app.fetch(
    new Request(`https://digest.example.com${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    }),
    {},
    {
      waitUntil: (work) => void after.push(work),
      passThroughOnException() {},
      props: {},
    },
  );
  await Promise.allSettled(after);
  return answer;
}
