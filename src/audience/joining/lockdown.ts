// The state of the subscribe form: how many emails it caused, and whether somebody is abusing it.

import * as z from 'zod';
import type { Database, Queryable } from '../../db/client.ts';
import {
  type Caps,
  countEmails,
  type Refusal,
  selectRefusals,
} from '../../transactional/cap-queries.ts';

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

/** So many refusals within ten minutes open the breaker: somebody is at work who is no reader. */
export const refusalsBeforeBreaker = 200;

/**
 * Closed, the breaker lets a company or a mobile carrier join behind one address. Open, it takes a
 * single request from each network, and five if they show a form of ours that a person has had
 * the time to fill in: a reader passes, and ten thousand posts come to nothing.
 */
export function capsFor(situation: {
  isOpen: boolean;
  showsForm: boolean;
  emailsPerHour: number;
}): Caps {
  const { isOpen, showsForm, emailsPerHour } = situation;
  return {
    network: isOpen ? (showsForm ? 5 : 1) : 20,
    domain: Math.max(50, Math.ceil(emailsPerHour / 4)),
    total: emailsPerHour,
  };
}
