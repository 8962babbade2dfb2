// Entity tags of things with revisions: `"3"` is revision 3 (RFC 9110 §8.8.3, §13.1).

import { AppError } from '../../base/errors.ts';

export function tagOf(revision: number): string {
  return `"${revision}"`;
}

/**
 * What `If-Match` allows; `*` is whatever exists. A weak tag matches, unlike in RFC 9110 §13.1.1: ours name
 * revisions, and whoever compresses an answer on its way weakens its tag. AppError
 * `precondition_required` without the header.
 */
export function readIfMatch(header: string | undefined): (revision: number) => boolean {
  if (header === undefined) {
    throw new AppError(
      'precondition_required',
      'Send If-Match with the ETag of the revision you have read.',
    );
  }
  const tags = header.split(',').map(readTag);
  return (revision) => tags.includes('*') || tags.includes(tagOf(revision));
}

/** `If-None-Match` compares weakly, too (§13.1.2). */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map(readTag);
  return tags.includes('*') || tags.includes(tag);
}

/**
 * The tag as we gave it: not weak, without what a server that compresses adds (`"3-gzip"`, Apache's
 * mod_deflate), and in its quotes, which some clients take off.
 */
function readTag(text: string): string {
  const tag = text.trim().replace(/^W\//i, '');
  const revision = /^"?(\d{1,15})(?:--?(?:gzip|br|deflate|zstd))?"?$/.exec(tag)?.[1];
  return revision === undefined ? tag : `"${revision}"`;
}
