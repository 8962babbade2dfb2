// Finding pages and digests: a page without script, a list for the palette.

import type { Hono } from 'hono';
import { type EditorCaller, holdsScope } from '../../../access/caller.ts';
import { findDigests } from '../../../digest/find-queries.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { answerConsole, consoleLanguage, frameOf, wantsFragment } from '../shell/frame.ts';
import { rooms } from '../shell/page.tsx';
import { FindPage, type Found, FoundList } from './page.tsx';

const mostDigests = 8;

export function mountFind(app: Hono<AppEnv>): void {
  app.get('/console/find', async (c) => {
    const editor = await requireEditor(c, 'read');
    const found = await find(c, editor, (c.req.query('q') ?? '').slice(0, 100).trim());
    if (wantsFragment(c)) {
      return answerConsole(<FoundList found={found} language={consoleLanguage(c)} isPalette />);
    }
    return answerConsole(<FindPage {...frameOf(c, editor)} found={found} />);
  });
}

async function find(c: AppContext, editor: EditorCaller, text: string): Promise<Found> {
  const names = consoleWordsFor(consoleLanguage(c)).shell.rooms;
  const folded = text.toLowerCase();
  const pages = (Object.keys(rooms) as (keyof typeof rooms)[])
    .filter((room) => `${names[room]} ${room}`.toLowerCase().includes(folded))
    .map((room): Found['pages'][number] => ({ href: rooms[room], label: names[room] }));
  // A page within a room, for who may write.
  const { heading } = consoleWordsFor(consoleLanguage(c)).proposal.begin;
  if (holdsScope(editor, 'write') && `${heading} articles`.toLowerCase().includes(folded)) {
    pages.push({ href: '/console/digests/new/sources', label: heading });
  }
  const { db } = c.var.deps();
  return { text, pages, digests: await findDigests(db, text.replaceAll('\0', ''), mostDigests) };
}
