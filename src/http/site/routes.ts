// Everything a reader can open: archive, digests, feeds, and the pages of subscribing and unsubscribing.

import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { mountArchive } from './archive/route.tsx';
import { mountBotTrap } from './bot-trap/route.tsx';
import { mountConfirm } from './confirm/route.tsx';
import { mountFeeds } from './feeds/route.ts';
import { mountPreferences } from './preferences/route.tsx';
import { mountPrivacy } from './privacy/route.tsx';
import { mountSubscribe } from './subscribe/route.tsx';
import { mountUnsubscribe } from './unsubscribe/route.tsx';

export function mountPublic(app: Hono<AppEnv>): void {
  mountArchive(app);
  mountFeeds(app);
  mountBotTrap(app);
  mountSubscribe(app);
  mountConfirm(app);
  mountUnsubscribe(app);
  mountPreferences(app);
  mountPrivacy(app);
}
