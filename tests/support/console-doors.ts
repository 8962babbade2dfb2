// Every address of the console under every method, with who may come in by it.

import type { Scope } from '../../src/access/caller.ts';

/** `anybody`: whoever looks, and without a session; a scope: editors whose role holds it. */
type Keeper = 'anybody' | Scope;

/** A door: `METHOD path` as the router has it, or with ids in place of its parameters. */
export const keepers: Readonly<Record<string, Keeper>> = {
  'GET /approval/:token': 'anybody',
  'POST /approval/:token': 'anybody',
  'GET /approval/:token/mail': 'anybody',
  'GET /console': 'read',
  'GET /console/digests': 'read',
  'GET /console/digests/:id': 'read',
  'POST /console/digests/:id': 'write',
  'GET /console/digests/:id/correct': 'read',
  'POST /console/digests/:id/correct': 'send',
  'GET /console/digests/:id/history': 'read',
  'POST /console/digests/:id/history': 'write',
  'GET /console/digests/:id/mail': 'read',
  'GET /console/digests/:id/review': 'read',
  'POST /console/digests/:id/review': 'send',
  'POST /console/digests/:id/review/approval': 'write',
  'POST /console/digests/:id/review/revision': 'write',
  'POST /console/digests/:id/review/row': 'write',
  'GET /console/digests/:id/test': 'write',
  'POST /console/digests/:id/test': 'write',
  'GET /console/digests/new': 'write',
  'POST /console/digests/new': 'write',
  'GET /console/digests/new/sources': 'write',
  'POST /console/digests/new/sources': 'write',
  'GET /console/feeds': 'read',
  'POST /console/feeds': 'write',
  'GET /console/feeds/:id': 'read',
  'POST /console/feeds/:id': 'write',
  'GET /console/feeds/feeds.opml': 'read',
  'POST /console/feeds/opml': 'write',
  'GET /console/find': 'read',
  'GET /console/health': 'read',
  'GET /console/inbox': 'read',
  'POST /console/inbox': 'write',
  'GET /console/inbox/add': 'write',
  'POST /console/inbox/add': 'write',
  'POST /console/language': 'anybody',
  'GET /console/lists': 'read',
  'GET /console/lists/:slug': 'read',
  'POST /console/lists/:slug': 'write',
  'GET /console/lists/:slug/delete': 'write',
  'POST /console/lists/:slug/delete': 'write',
  'GET /console/lists/:slug/preview': 'read',
  'GET /console/lists/new': 'write',
  'POST /console/lists/new': 'write',
  'GET /console/manifest.webmanifest': 'anybody',
  // Not there but in development.
  'GET /console/parts': 'anybody',
  'GET /console/proposals/:id': 'read',
  'POST /console/proposals/:id': 'write',
  'GET /console/proposals/:id/articles/:article': 'read',
  'GET /console/restore': 'read',
  'GET /console/rhythms': 'read',
  'GET /console/rhythms/:id': 'read',
  'POST /console/rhythms/:id': 'send',
  'GET /console/rhythms/new': 'send',
  'POST /console/rhythms/new': 'send',
  'GET /console/sends': 'read',
  'GET /console/sends/:id': 'read',
  'POST /console/sends/:id': 'send',
  'GET /console/sends/:id/recipients': 'read',
  // Leads on to the sessions, for which one must be signed in.
  'GET /console/settings': 'anybody',
  'GET /console/settings/audit': 'admin',
  'GET /console/settings/editors': 'admin',
  'POST /console/settings/editors': 'admin',
  'GET /console/settings/editors/:id': 'admin',
  'POST /console/settings/editors/:id': 'admin',
  'POST /console/settings/editors/:id/remove': 'admin',
  'GET /console/settings/keys': 'admin',
  'POST /console/settings/keys': 'admin',
  'POST /console/settings/keys/:id': 'admin',
  'POST /console/settings/name': 'read',
  'POST /console/settings/passkeys': 'read',
  'POST /console/settings/passkeys/later': 'read',
  'POST /console/settings/passkeys/options': 'read',
  'POST /console/settings/passkeys/remove': 'read',
  'GET /console/settings/sessions': 'read',
  'POST /console/settings/sessions/:id': 'read',
  'GET /console/sign-in': 'anybody',
  'POST /console/sign-in': 'anybody',
  'GET /console/sign-in/:token': 'anybody',
  'POST /console/sign-in/:token': 'anybody',
  'POST /console/sign-in/passkey': 'anybody',
  'POST /console/sign-in/passkey/options': 'anybody',
  'POST /console/sign-out': 'anybody',
};

/** Shown to everybody who may read but to viewers: there are the readers' addresses. */
export const hiddenFromViewers = ['GET /console/sends/:id/recipients'];

/** Every address of the console that is a page of its own, as the router has it. */
export const pages = Object.keys(keepers)
  .filter((door) => door.startsWith('GET '))
  .map((door) => door.slice(4))
  // Mails in their frames, files, and what only leads on.
  .filter((path) => !/(\/mail|\/preview|\.opml|\.webmanifest|^\/console\/settings)$/.test(path));
