// The first page, and the checks beside it.

import type { Hono } from 'hono';
import { holdsScope } from '../../../access/caller.ts';
import { readHealth } from '../../../sending/readiness/readiness.ts';
import { watchedOf } from '../../api/health.ts';
import type { AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { answerConsole, consoleLanguage, frameOf, wantsFragment } from '../shell/frame.ts';
import { wantsPasskey } from '../sign-in/passkeys.ts';
import { gatherToday } from './gather.ts';
import { HealthLines, HealthPage } from './health.tsx';
import { TodayPage } from './page.tsx';

export function mountToday(app: Hono<AppEnv>): void {
  app.get('/console', async (c) => {
    const editor = await requireEditor(c, 'read');
    const deps = c.var.deps();
    const page = (
      <TodayPage
        {...frameOf(c, editor)}
        gathered={await gatherToday(deps)}
        hasPostal={deps.env.SENDER_ADDRESS.trim() !== ''}
        offersPasskey={await wantsPasskey(c, editor)}
        isWriter={holdsScope(editor, 'write')}
        now={deps.clock()}
      />
    );
    return answerConsole(page);
  });
  app.get('/console/health', async (c) => {
    const editor = await requireEditor(c, 'read');
    const checks = await readHealth(watchedOf(c.var.deps()));
    if (wantsFragment(c)) {
      return answerConsole(<HealthLines checks={checks} language={consoleLanguage(c)} />);
    }
    const now = c.var.deps().clock();
    return answerConsole(<HealthPage {...frameOf(c, editor)} checks={checks} now={now} />);
  });
}
