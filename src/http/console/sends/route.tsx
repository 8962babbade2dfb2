// The list of sends.

import type { Hono } from 'hono';
import { listSendLines, SendPart } from '../../../sending/overview/send-lines.ts';
import type { AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { answerConsole, frameOf, wantsFragment } from '../shell/frame.ts';
import { pageOf, queryOf } from '../shell/query.ts';
import { SendsPage, SendsTable } from './page.tsx';

export function mountSends(app: Hono<AppEnv>): void {
  app.get('/console/sends', async (c) => {
    const editor = await requireEditor(c, 'read');
    const { db, clock } = c.var.deps();
    const part = queryOf(c, 'part', SendPart);
    const page = pageOf(c);
    const lines = await listSendLines(db, part, page);
    const isFirst = page.cursor === undefined;
    const shown = { ...frameOf(c, editor), lines, part, isFirst, now: clock() };
    return answerConsole(wantsFragment(c) ? <SendsTable {...shown} /> : <SendsPage {...shown} />);
  });
}
