// A stored digest beside the articles it stands on, as the editor sees it while somebody types.

import type { Database } from '../../db/client.ts';
import type { Digest } from '../../digest/schema.ts';
import type { Fields } from '../../editing/working-copy/fields.ts';
import { toFields } from '../../editing/working-copy/to-fields.ts';
import {
  type TypedDigest,
  type WeighedWarning,
  warnOfWeighed,
  weighDigest,
} from '../../proposals/commands/weigh.ts';
import { type SourceWarning, warnOfSources } from '../../proposals/watch/watch.ts';
import type { Deps } from '../../wiring.ts';

/** What its points, hooks and conclusion say beside them; nothing if no proposal was made into it. */
export async function warnOfStored(
  db: Database,
  { id, content }: { id: string; content: Digest },
): Promise<WeighedWarning[]> {
  const weighed = await weighDigest(db, id, typedOf(toFields(content)));
  return weighed === null ? [] : warnOfWeighed(weighed);
}

/** The same, and which of its sources are not as they were cited. */
export async function warnOfArticles(
  { db, env }: Pick<Deps, 'db' | 'env'>,
  digest: { id: string; content: Digest },
): Promise<(SourceWarning | WeighedWarning)[]> {
  const ofSources = await warnOfSources(db, digest.content, env.TIMEZONE);
  return [...ofSources, ...(await warnOfStored(db, digest))];
}

/** What of the fields of a digest is held against its articles. */
export function typedOf({ language, headline, conclusion, sections }: Fields): TypedDigest {
  return {
    language,
    headline,
    conclusion,
    sections: sections.map(({ hook, source: { url, points } }) => ({ url, hook, points })),
  };
}
