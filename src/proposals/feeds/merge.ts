// Which items a feed's entries are: one item for an article, however its guid or its address changes.

import { addressKey } from '../stories/address-key.ts';
import type { FeedEntry } from '../syndication/entry.ts';

/** An entry with the keys that it goes by. */
export interface KeyedEntry extends FeedEntry {
  /** The key of its address: that of its item, if it is new. */
  address: string;
  /** Its address, and its guid on its day. */
  keys: string[];
}

/** `again`: of an item that is known, by its id. Each item once. */
export interface Merged {
  fresh: KeyedEntry[];
  again: (KeyedEntry & { itemId: string })[];
}

/**
 * The entries of one document with their keys. A guid that stands there for several addresses is none: some
 * feeds give all their entries one. With its day, for some give the entry of each day the same.
 */
export function keyEntries(entries: readonly FeedEntry[]): KeyedEntry[] {
  const keyed = entries.flatMap((entry) => {
    const address = addressKey(entry.url);
    return address === null ? [] : [{ ...entry, address }];
  });
  const addressesOf = new Map<string, Set<string>>();
  for (const { guid, address } of keyed) {
    if (guid !== null) addressesOf.set(guid, (addressesOf.get(guid) ?? new Set()).add(address));
  }
  return keyed.map((entry) => {
    const { guid, address, publishedOn } = entry;
    const isOwn = guid !== null && addressesOf.get(guid)?.size === 1;
    const keys = [`a ${address}`, ...(isOwn ? [`g ${publishedOn ?? ''} ${guid}`] : [])];
    return { ...entry, keys };
  });
}

/** `known`: the item of each key that this feed has had. Entries of one item are joined, the first one counts. */
export function mergeEntries(
  entries: readonly KeyedEntry[],
  known: ReadonlyMap<string, string>,
): Merged {
  const merged: Merged = { fresh: [], again: [] };
  const placeOf = new Map<string, KeyedEntry>();
  for (const entry of entries) {
    const itemId = entry.keys.map((key) => known.get(key)).find((id) => id !== undefined);
    const sames = [...entry.keys, ...(itemId === undefined ? [] : [itemId])];
    const before = sames.map((key) => placeOf.get(key)).find((place) => place !== undefined);
    const place = before ?? { ...entry, keys: [] };
    place.keys = [...new Set([...place.keys, ...entry.keys])];
    for (const key of sames) placeOf.set(key, place);
    if (before !== undefined) continue;
    if (itemId === undefined) merged.fresh.push(place);
    else merged.again.push(Object.assign(place, { itemId }));
  }
  return merged;
}
