// Lists of feeds as other readers give and take them: OPML 1 and 2, with their folders.

import type { parseOpml } from 'feedsmith';
import { plainTitle } from './feed-text.ts';
import { isOverBuilt } from './measure-xml.ts';

/** A feed as it stands in such a list. */
export interface ListedFeed {
  url: string;
  /** Empty if the list does not say. */
  title: string;
  /** The folders around it, outermost first: `News/Japan`; null for none. */
  folder: string | null;
  home: string | null;
}

export type OpmlRead =
  /** `without`: lines that name no address of a feed. */
  { kind: 'read'; feeds: ListedFeed[]; without: string[] } | { kind: 'invalid' };

type Outline = NonNullable<
  NonNullable<ReturnType<typeof parseOpml<string>>['body']>['outlines']
>[number];

/** Of a list, and what one of its names may have. */
const [mostOutlines, longestName] = [5000, 100];
/** As it is written and as it is asked: an index does not hold more (PostgreSQL: 2,704 bytes). */
const longestUrl = 2000;

/** A feed in several folders stands in the first. Never throws for what a list holds. */
export async function readOpml(text: string): Promise<OpmlRead> {
  const given = text.replace(/^\ufeff?\s+/u, '');
  const root = given.search(/<opml[\s>]/i);
  const prolog = given.slice(0, Math.max(0, root));
  if (root < 0 || /<!(?:DOCTYPE|ENTITY)/i.test(prolog) || isOverBuilt(given))
    return { kind: 'invalid' };
  try {
    const { parseOpml: parse } = await import('feedsmith');
    const outlines = parse(given).body?.outlines ?? [];
    return { kind: 'read', ...collect(outlines) };
  } catch {
    return { kind: 'invalid' };
  }
}

function collect(outlines: readonly Outline[]) {
  const feeds = new Map<string, ListedFeed>();
  const without: string[] = [];
  const open: { outline: Outline; folder: string | null }[] = [];
  const push = (some: readonly Outline[], folder: string | null) => {
    for (const outline of some.toReversed()) open.push({ outline, folder });
  };
  push(outlines, null);
  let looked = 0;
  for (let next = open.pop(); next !== undefined && looked < mostOutlines; next = open.pop()) {
    const { outline, folder } = next;
    looked += 1;
    const name = plainTitle(outline.title ?? outline.text ?? '')
      .slice(0, longestName)
      .trim();
    const { outlines: inner = [] } = outline;
    const url = feedUrl(outline.xmlUrl);
    if (url !== null) {
      const home = feedUrl(outline.htmlUrl);
      if (!feeds.has(url)) feeds.set(url, { url, title: name, folder, home });
    } else if (inner.length === 0) {
      const said = name || (outline.xmlUrl ?? '').slice(0, longestName).trim();
      if (said !== '') without.push(said);
    }
    if (inner.length > 0) push(inner, url === null ? inside(folder, name) : folder);
  }
  return { feeds: [...feeds.values()], without };
}

/** A stroke within a name is not one between names. */
function inside(folder: string | null, name: string): string | null {
  const plain = name.replaceAll('/', '／');
  const path = folder === null ? plain : `${folder}/${plain}`;
  return plain === '' || path.length > 300 ? folder : path;
}

function feedUrl(written: string | undefined): string | null {
  const given = (written ?? '')
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:/i, 'https:');
  const url = given.length > longestUrl ? null : URL.parse(given);
  const isOne = url !== null && /^https?:$/.test(url.protocol) && url.href.length <= longestUrl;
  return isOne ? url.href : null;
}

/** OPML 2.0, as `readOpml` reads it. Folders in the order in which they first come. */
export async function writeOpml(title: string, feeds: readonly ListedFeed[]): Promise<string> {
  // Its library writes no list without a line.
  if (feeds.length === 0) return emptyList;
  const { generateOpml } = await import('feedsmith');
  const outlines: Outline[] = [];
  for (const { url, title: name, folder, home } of feeds) {
    const text = name || url;
    const line = {
      text,
      title: text,
      type: 'rss',
      xmlUrl: url,
      ...(home === null ? {} : { htmlUrl: home }),
    };
    folderOf(outlines, folder).push(line);
  }
  return generateOpml({ head: { title }, body: { outlines } });
}

const emptyList =
  '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head><title>Feeds</title></head><body/></opml>';

function folderOf(outlines: Outline[], folder: string | null): Outline[] {
  let inner = outlines;
  for (const name of folder?.split('/') ?? []) {
    const known = inner.find(({ xmlUrl, text }) => xmlUrl === undefined && text === name);
    const made = known ?? { text: name, title: name, outlines: [] };
    if (known === undefined) inner.push(made);
    made.outlines ??= [];
    inner = made.outlines;
  }
  return inner;
}
