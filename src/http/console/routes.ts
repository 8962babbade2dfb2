// Everything an editor can open.

import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { mountApproval } from './approval/route.tsx';
import { mountEditor } from './editor/route.tsx';
import { mountFind } from './find/route.tsx';
import { mountParts } from './parts/route.tsx';
import { mountReview } from './review/route.tsx';
import { mountSend } from './send/route.tsx';
import { mountSettings } from './settings/route.tsx';
import { mountLanguage } from './shell/language.ts';
import { mountSignIn } from './sign-in/route.tsx';

export function mountConsole(app: Hono<AppEnv>): void {
  mountLanguage(app);
  mountEditor(app);
  mountFind(app);
  mountParts(app);
  mountSignIn(app);
  mountReview(app);
  mountSend(app);
  mountApproval(app);
  mountSettings(app);
}
