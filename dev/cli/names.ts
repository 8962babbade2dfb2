// Digests, sends and segments by what a person types of them: an id, its beginning, or a slug.

import { type ApiClient, CallFailed } from './api-client.ts';
import { need } from './options.ts';

interface Thing {
  id: string;
  slug?: string;
  name?: string;
  headline?: string;
  status?: string;
}

export type Kind = 'digest' | 'send' | 'segment';

const wholeId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** So many of the newest are looked at. */
const pages = 5;

/** The id; throws and names all if it could be several. A whole id is not looked up. */
export async function findId(
  client: ApiClient,
  kind: Kind,
  typed: string | undefined,
): Promise<string> {
  const name = need(typed, `a ${kind}`);
  if (wholeId.test(name)) return name;
  const things = await readAll<Thing>(client, `/api/${kind}s`, pages);
  const exact = things.filter((thing) => thing.slug === name || thing.name === name);
  const found =
    exact.length > 0
      ? exact
      : things.filter(({ id, slug = '' }) => id.startsWith(name) || slug.startsWith(name));
  const [only] = found;
  if (only && found.length === 1) return only.id;
  if (!only) {
    const list = kind === 'digest' ? 'list' : `${kind}s`;
    throw new CallFailed(
      `There is no ${kind} “${name}”, and none begins so. \`${list}\` shows them.`,
    );
  }
  const lines = found.map(({ id, slug, name: called, headline, status }) =>
    ['', id, ...[slug, called ?? headline, status].filter(Boolean)].join('  '),
  );
  throw new CallFailed([`“${name}” could be:`, ...lines].join('\n'));
}

/** The things of a list, page by page, up to `most` pages of 200. */
export async function readAll<Item>(
  client: ApiClient,
  path: string,
  most: number,
  query: Record<string, string> = {},
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | null = null;
  for (let n = 0; n < most && (n === 0 || cursor !== null); n++) {
    const asked = new URLSearchParams({ ...query, limit: '200', ...(cursor ? { cursor } : {}) });
    const page = (await client.get(`${path}?${asked}`)) as {
      data: Item[];
      nextCursor: string | null;
    };
    all.push(...page.data);
    cursor = page.nextCursor;
  }
  return all;
}
