// The lists that the preference page offers somebody: the public ones, and their own.

import type { Queryable } from '../../db/client.ts';
import { Frequency, type SubscriptionStatus } from '../fields.ts';
import { selectPublicLists } from '../lists/queries.ts';
import { selectMemberships } from '../queries.ts';

export interface OfferedList {
  slug: string;
  name: string;
  description: string | null;
  /** Null: never joined. */
  status: SubscriptionStatus | null;
  frequency: Frequency;
  /** What may be chosen: what the list offers, and what the person once chose. One: no choice. */
  frequencies: Frequency[];
}

/** With what the page does not show. */
export type OwnList = OfferedList & { id: number; timezone: string | null };

/** In the order they were made. */
export async function selectOffered(db: Queryable, id: number): Promise<OwnList[]> {
  const own = (await selectMemberships(db, id)).map((one) => ({ ...one, id: one.listId }));
  const others = (await selectPublicLists(db))
    .filter((list) => !own.some((one) => one.listId === list.id))
    .map((list) => ({ ...list, status: null, frequency: 'every' as const }));
  return [...own, ...others]
    .sort((a, b) => a.id - b.id)
    .map(({ id, slug, name, description, status, frequency, frequencies, timezone }) => {
      const offered = Frequency.options.filter(
        (one) => one === frequency || frequencies.includes(one),
      );
      return { id, slug, name, description, status, frequency, frequencies: offered, timezone };
    });
}
