// Everything a reader can open: archive, digests, feeds, and the pages of joining and leaving.

import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { mountArchive } from './public/archive.tsx';
import { mountCanary } from './public/canary.tsx';
import { mountConfirm } from './public/confirm.tsx';
import { mountFeeds } from './public/feeds.ts';
import { mountPreferences } from './public/preferences.tsx';
import { mountSubscribe } from './public/subscribe.tsx';
import { mountUnsubscribe } from './public/unsubscribe.tsx';

export function mountPublic(app: Hono<AppEnv>): void {
  mountArchive(app);
  mountFeeds(app);
  mountCanary(app);
  mountSubscribe(app);
  mountConfirm(app);
  mountUnsubscribe(app);
  mountPreferences(app);
}
