// Sends as the API makes them, on an engine whose queues the test drains.

import { enqueuePlan } from '../../src/jobs/enqueue.ts';
import type { SendInput } from '../../src/sending/commands/check-send.ts';
import { createSend } from '../../src/sending/commands/create.ts';
import type { SendView } from '../../src/sending/report/send-view.ts';
import { senderOf } from '../../src/wiring.ts';
import { type Engine, writeDigest } from './engine.ts';

/** A send to the default list, of a digest of its own unless `more` names one. Nothing is enqueued. */
export async function newSend(
  engine: Pick<Engine, 'deps' | 'database'>,
  more: Partial<SendInput> = {},
  now = new Date(),
): Promise<SendView> {
  const { db, env } = engine.deps;
  const digestId = more.digestId ?? (await writeDigest(engine));
  const input = { revision: 1, lists: ['digest'], ...more, digestId };
  return createSend(db, senderOf(env), input, 'test', now);
}

/** The id of a new send; its plan is enqueued, and nothing is worked. */
export async function startSend(
  engine: Pick<Engine, 'deps' | 'database'>,
  more: Partial<SendInput> = {},
): Promise<string> {
  const { id } = await newSend(engine, more);
  await enqueuePlan(engine.deps, id);
  return id;
}
