// The state of the subscribe form: how many emails it caused, and whether somebody is abusing it.

import * as z from 'zod';
import type { Database, Queryable } from '../../db/client.ts';
import { countEmails, selectRefusals } from '../../transactional/cap-queries.ts';
import { type Refusal, refusalsBeforeBreaker } from '../../transactional/caps.ts';

const count = z.int().min(0);

export const JoiningView = z.strictObject({
  throttled: z.boolean().meta({
    description: 'True: so many requests were refused that each network gets few emails for now.',
  }),
  emailsLastHour: count.meta({ description: 'Confirmation emails of the last hour.' }),
  emailsPerHour: count.meta({ description: 'The most there may be: `TRANSACTIONAL_PER_HOUR`.' }),
  refused: z.strictObject({ address: count, network: count, domain: count, total: count }).meta({
    description:
      'Requests of the last ten minutes that got no email, by the limit that refused them.',
  }),
});
export type JoiningView = z.infer<typeof JoiningView>;

export async function readJoining(db: Database, emailsPerHour: number): Promise<JoiningView> {
  const refused = await selectRefusals(db);
  return {
    throttled: isOver(refused),
    emailsLastHour: await countEmails(db),
    emailsPerHour,
    refused: { address: 0, network: 0, domain: 0, total: 0, ...refused },
  };
}

export async function isBreakerOpen(db: Queryable): Promise<boolean> {
  return isOver(await selectRefusals(db));
}

function isOver(refused: Partial<Record<Refusal, number>>): boolean {
  return Object.values(refused).reduce((sum, one) => sum + one, 0) >= refusalsBeforeBreaker;
}
