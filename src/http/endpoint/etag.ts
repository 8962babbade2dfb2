// Entity tags of things with revisions: `"3"` is revision 3 (RFC 9110 §8.8.3, §13.1).

import { AppError } from '../../base/errors.ts';

export function tagOf(revision: number): string {
  return `"${revision}"`;
}

/**
 * What `If-Match` allows. Weak tags never match (strong comparison, RFC 9110 §13.1.1); `*` matches
 * whatever exists. Without the header: `precondition_required`.
 */
export function readIfMatch(header: string | undefined): (revision: number) => boolean {
  if (header === undefined) {
    throw new AppError(
      'precondition_required',
      'Send If-Match with the ETag of the revision you have read.',
    );
  }
  const tags = header.split(',').map((tag) => tag.trim());
  return (revision) => tags.includes('*') || tags.includes(tagOf(revision));
}

/** `If-None-Match` compares weakly: a proxy may have weakened the tag. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(tag);
}
