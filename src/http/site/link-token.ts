// The token in the address of a reader's page, whatever its link met on the way.

import type { AppContext } from '../context.ts';

/**
 * As it was signed, so that it may stand in links, forms and headers of the answer. What nobody of
 * ours signed is `unsigned`, a token of no one.
 */
export function linkToken(c: AppContext): string {
  return c.var.deps().tokens.restore(c.req.param('token') ?? '') ?? 'unsigned';
}
