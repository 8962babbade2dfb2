// How many emails may be written, and to whom: what keeps the form from being a weapon.

import * as z from 'zod';

/** Emails of the last hour, unless it says otherwise. An address has one, and three in 30 days. */
export interface Caps {
  /** To requests from one network (IPv6: one /64). */
  network: number;
  /** To addresses of one domain. */
  domain: number;
  /** In all. */
  total: number;
}

/** What stopped an email, by the narrowest reason. */
export const Refusal = z.enum(['address', 'network', 'domain', 'total']);
export type Refusal = z.infer<typeof Refusal>;

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
