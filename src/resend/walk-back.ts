// A way back through one of Resend's lists, a page a step: from its newest entry to those of a moment.

import type { Database } from '../db/client.ts';
import type { ApiAnswer } from './api.ts';
import { pacedCall } from './paced-call.ts';

/** A page of a list, as Resend gives it: the newest first. */
export interface ListPage<Item> {
  data: Item[];
  has_more: boolean;
}

export type PageStep<Item> =
  /** `next`: the entry to go on behind; null if nothing is left that was asked for. */
  | { kind: 'read'; items: Item[]; next: string | null }
  /** Resend does not say now: the same step may be tried later. */
  | { kind: 'wait' }
  /** It never will: the key may not look, or the list or the entry to go on behind is gone. */
  | { kind: 'end' };

interface Entry {
  id: string;
  /** Milliseconds; null if it could not be read. */
  created_at: number | null;
}

/** The page behind the entry `after`. `until`: what is older (ms) is not asked for. */
export async function readBack<Item extends Entry>(
  db: Database,
  list: (after: string | null) => Promise<ApiAnswer<ListPage<Item>>>,
  { after, until }: { after: string | null; until: number },
): Promise<PageStep<Item>> {
  const page = await pacedCall(db, () => list(after));
  if (page.kind === 'refused') return { kind: 'end' };
  if (page.kind !== 'ok') return { kind: 'wait' };
  const { data: items, has_more } = page.value;
  const last = items.at(-1);
  const goesOn = has_more && last !== undefined && !isBefore(last, until);
  return { kind: 'read', items, next: goesOn ? last.id : null };
}

/** False for a moment that could not be read. */
export function isBefore({ created_at }: Pick<Entry, 'created_at'>, moment: number): boolean {
  return created_at !== null && created_at < moment;
}
