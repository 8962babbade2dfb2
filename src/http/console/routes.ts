// Everything an editor can open.

import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { mountApproval } from './approval/route.tsx';
import { mountCorrect } from './correct/route.tsx';
import { mountDigests } from './digests/route.tsx';
import { mountEditor } from './editor/route.tsx';
import { mountFeeds } from './feeds/route.tsx';
import { mountFind } from './find/route.tsx';
import { mountInbox } from './inbox/route.tsx';
import { mountLists } from './lists/route.tsx';
import { mountParts } from './parts/route.tsx';
import { mountProposals } from './proposals/route.tsx';
import { mountReview } from './review/route.tsx';
import { mountRhythms } from './rhythms/route.tsx';
import { mountSend } from './send/route.tsx';
import { mountSends } from './sends/route.tsx';
import { mountSettings } from './settings/route.tsx';
import { mountLanguage } from './shell/language.ts';
import { mountSignIn } from './sign-in/route.tsx';
import { mountTestMail } from './test-mail/route.tsx';
import { mountToday } from './today/route.tsx';

export function mountConsole(app: Hono<AppEnv>): void {
  mountLanguage(app);
  // Before the editor, for which `new` would be an id.
  mountProposals(app);
  mountDigests(app);
  mountEditor(app);
  mountTestMail(app);
  mountFind(app);
  mountParts(app);
  mountSignIn(app);
  mountReview(app);
  mountToday(app);
  mountSends(app);
  mountCorrect(app);
  mountSend(app);
  mountApproval(app);
  mountSettings(app);
  mountLists(app);
  mountRhythms(app);
  mountInbox(app);
  mountFeeds(app);
}
