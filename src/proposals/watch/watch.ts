// The watch over the sources of the last digests: a few looks at a time, and what they mean for an editor.

import { dayIn } from '../../base/time-zone.ts';
import type { Database, Queryable } from '../../db/client.ts';
import type { Digest } from '../../digest/schema.ts';
import type { SourceWeb } from '../web/ask-web.ts';
import { type LookState, lookAgain } from './look.ts';
import { sketchOf } from './sketch.ts';
import { claimLooks, hasOpenSends, keepLook, noteWatched, selectAiling } from './watch-queries.ts';

/** Of one message: each takes twenty seconds at most. Digests older than so many days are left alone. */
const perLook = { days: 90, limit: 4 };

/** Whether to enqueue `watch`. */
export async function hasDueSources(db: Database): Promise<boolean> {
  return hasOpenSends(db, perLook.days);
}

/** `more`: there may be others that are due. Safe to call any number of times, by any number of workers. */
export async function watchSources({
  db,
  web,
}: {
  db: Database;
  web: SourceWeb;
}): Promise<{ kind: 'more' | 'done' }> {
  const due = await claimLooks(db, perLook);
  await Promise.all(
    due.map(async ({ text, ...known }) => {
      const sketch = known.sketch ?? (text === null ? null : sketchOf(text));
      await keepLook(db, known.url, await lookAgain(web, { ...known, sketch }));
    }),
  );
  if (due.length === perLook.limit) return { kind: 'more' };
  return { kind: (await noteWatched(db, perLook.days)) ? 'more' : 'done' };
}

const found: Readonly<Record<Exclude<LookState, 'fine'>, string>> = {
  gone: 'Look at this source: it has not been there since {day}. Cite another, or say so',
  closed: 'Look at this source: since {day} it is for those who sign in or pay',
  changed: 'Look at this source: since {day} it says something else than what was cited',
};

export interface SourceWarning {
  code: `source_${Exclude<LookState, 'fine'>}`;
  path: string;
  message: string;
}

/** A warning for each source of the digest that is not as it was cited, with the day when that was seen. */
export async function warnOfSources(
  db: Queryable,
  { sections }: Digest,
  zone: string,
): Promise<SourceWarning[]> {
  const urls = sections.flatMap(({ source }) => source?.url ?? []);
  const ailing = urls.length === 0 ? [] : await selectAiling(db, urls);
  return sections.flatMap(({ source }, n) => {
    const one = ailing.find(({ url }) => url === source?.url);
    if (one === undefined || one.state === 'fine') return [];
    const message = found[one.state].replace('{day}', dayIn(zone, one.changedAt));
    return [{ code: `source_${one.state}` as const, path: `sections.${n}.source.url`, message }];
  });
}
