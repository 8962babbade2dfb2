// The state of the door: how many letters it caused, and whether somebody is abusing it.

import * as z from 'zod';
import type { Database, Queryable } from '../../db/client.ts';
import { countLetters, selectRefusals } from '../../transactional/cap-queries.ts';
import { type Refusal, refusalsBeforeBreaker } from '../../transactional/caps.ts';

const count = z.int().min(0);

export const JoiningView = z.strictObject({
  breaker: z.enum(['closed', 'open']).meta({
    description: 'open: so much was refused that each network gets few letters until it is calm.',
  }),
  lettersLastHour: count,
  lettersPerHour: count.meta({ description: 'The most there may be.' }),
  refused: z
    .strictObject({ address: count, network: count, domain: count, total: count })
    .meta({ description: 'Requests of the last ten minutes that got no letter, by the cap.' }),
});
export type JoiningView = z.infer<typeof JoiningView>;

export async function readJoining(db: Database, lettersPerHour: number): Promise<JoiningView> {
  const refused = await selectRefusals(db);
  return {
    breaker: isOver(refused) ? 'open' : 'closed',
    lettersLastHour: await countLetters(db),
    lettersPerHour,
    refused: { address: 0, network: 0, domain: 0, total: 0, ...refused },
  };
}

export async function isBreakerOpen(db: Queryable): Promise<boolean> {
  return isOver(await selectRefusals(db));
}

function isOver(refused: Partial<Record<Refusal, number>>): boolean {
  return Object.values(refused).reduce((sum, one) => sum + one, 0) >= refusalsBeforeBreaker;
}
