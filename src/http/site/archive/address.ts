// Where a part of the archive is: its page and its feeds have one query.

/** What the archive is narrowed to, and its page. */
export interface ArchivePlace {
  /** Slug of a list. */
  list?: string | null;
  /** Primary subtag. */
  language?: string | null;
  /** Of the last entry before the page; empty for the first page. */
  cursor?: string;
  /** What is looked for. */
  query?: string;
}

/** The page of a place: of what is found there, or of all of it. */
export function archivePath(place: ArchivePlace): string {
  return (place.query === undefined ? '/' : '/search') + archiveQuery(place);
}

/** From the question mark on; empty for the whole archive. */
export function archiveQuery({ list, language, cursor, query: words }: ArchivePlace): string {
  const query = new URLSearchParams([
    ...(words ? [['q', words]] : []),
    ...(list ? [['list', list]] : []),
    ...(language ? [['language', language]] : []),
    ...(cursor ? [['cursor', cursor]] : []),
  ]);
  return query.size === 0 ? '' : `?${query}`;
}

export const feedForms = [
  { name: 'RSS', path: '/feed.xml', type: 'application/rss+xml' },
  { name: 'Atom', path: '/atom.xml', type: 'application/atom+xml' },
  { name: 'JSON Feed', path: '/feed.json', type: 'application/feed+json' },
] as const;
