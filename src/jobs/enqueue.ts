// Puts messages into the queues: each says "look", for the work is in the database.

import { describe, log } from '../log.ts';
import { noteEnqueued, readTempo } from '../sending/delivery/road-queries.ts';
import {
  lanesOfRoad,
  laterTurn,
  newRoad,
  roadsFor,
  type Tempo,
  wantedRoads,
} from '../sending/delivery/roads.ts';
import type { Deps } from '../wiring.ts';

/** Enqueues lanes of a send: so many roads of them, or as many as it is worth. */
export async function enqueueLanes(deps: Deps, sendId: string, roads?: number): Promise<void> {
  await quietly(async () => {
    const wanted = roads ?? roadsWantedBy(deps)(await readTempo(deps.db, sendId));
    const due = await noteEnqueued(deps.db, sendId, wanted * lanesOfRoad);
    // With nothing due there is still a send to finish, or a moment to wait for.
    const messages = Array.from({ length: roads ?? Math.max(1, roadsFor(due)) }, () => ({
      body: { kind: 'lanes', sendId, road: newRoad(), turn: roads ? laterTurn : 0 } as const,
    }));
    await deps.queues.lanes.sendBatch(messages);
  });
}

/** The second look of a tick's minute: cron knows no shorter time, and lanes are missed twice as often. */
export async function enqueueSweep(deps: Deps): Promise<void> {
  await quietly(() => deps.queues.jobs.send({ kind: 'sweep' }, { delaySeconds: 30 }));
}

/** Moments further off are the tick's, which looks every minute: a queue delays by half a day at most. */
const bellSeconds = 3600;

/** Whatever comes next for a send that an editor has triggered, changed or resumed. */
export async function enqueueNext(
  deps: Deps,
  send: { id: string; status: string; scheduledAt: string | null },
): Promise<void> {
  const { id, status, scheduledAt } = send;
  if (status === 'planning') await enqueuePlan(deps, id);
  if (status === 'sending') await enqueueLanes(deps, id);
  if (status !== 'scheduled' || scheduledAt === null) return;
  const seconds = (Date.parse(scheduledAt) - deps.clock().getTime()) / 1000;
  if (seconds <= bellSeconds) await enqueueDue(deps, id, seconds);
}

/** Rings when the send is due. The database's clock says whether it is: a bell that is early rings again. */
export async function enqueueDue(deps: Deps, sendId: string, seconds: number): Promise<void> {
  const delaySeconds = Math.max(0, Math.ceil(seconds));
  await quietly(() => deps.queues.jobs.send({ kind: 'due', sendId }, { delaySeconds }));
}

export async function enqueuePlan(deps: Deps, sendId: string): Promise<void> {
  await quietly(() => deps.queues.jobs.send({ kind: 'plan', sendId }));
}

export async function enqueueEmails(deps: Deps, letterIds: readonly string[]): Promise<void> {
  for (let i = 0; i < letterIds.length; i += 100) {
    const page = letterIds.slice(i, i + 100);
    const messages = page.map((letterId) => ({ body: { kind: 'letter', letterId } as const }));
    await quietly(() => deps.queues.letters.sendBatch(messages));
  }
}

export async function enqueueImport(deps: Deps, importId: string): Promise<void> {
  await quietly(() => deps.queues.jobs.send({ kind: 'import', importId }));
}

export async function enqueueRemoval(deps: Deps, listId: number): Promise<void> {
  await quietly(() => deps.queues.jobs.send({ kind: 'removal', listId }));
}

export async function enqueueProposal(deps: Deps, proposalId: string): Promise<void> {
  await quietly(() => deps.queues.jobs.send({ kind: 'proposal', proposalId }));
}

export async function enqueueRhythm(deps: Deps, rhythmId: string): Promise<void> {
  await quietly(() => deps.queues.jobs.send({ kind: 'rhythm', rhythmId }));
}

export async function enqueueFeeds(deps: Deps, feedIds: readonly string[]): Promise<void> {
  for (let i = 0; i < feedIds.length; i += 100) {
    const page = feedIds.slice(i, i + 100);
    const messages = page.map((feedId) => ({ body: { kind: 'feed', feedId } as const }));
    await quietly(() => deps.queues.jobs.sendBatch(messages));
  }
}

export async function enqueueWatch(deps: Deps): Promise<void> {
  await quietly(() => deps.queues.jobs.send({ kind: 'watch' }));
}

/** Never fails what it follows: the sweep finds the work whose message was lost. */
async function quietly(enqueue: () => Promise<unknown>): Promise<void> {
  try {
    await enqueue();
  } catch (error) {
    log('enqueue failed', { error: describe(error) });
  }
}

/** How many roads a send of this deployment is given. */
export function roadsWantedBy({ env }: Pick<Deps, 'env'>): (tempo: Tempo) => number {
  return (tempo) => wantedRoads(env.ENVIRONMENT, env.RATE, tempo);
}
