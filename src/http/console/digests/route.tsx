// The list of digests, and how a new one begins.

import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { holdsScope } from '../../../access/caller.ts';
import { AppError } from '../../../base/errors.ts';
import { type DigestId, isUuid, newId } from '../../../base/ids.ts';
import { type StartInput, startCopy } from '../../../editing/working-copy/save.ts';
import { DigestState, listDigestLines } from '../../../sending/overview/digest-lines.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { answerConsole, consoleLanguage, frameOf } from '../shell/frame.ts';
import { pageOf, queryOf } from '../shell/query.ts';
import { NewDigestPage } from './new-page.tsx';
import { DigestsPage } from './page.tsx';

const mostText = 500_000;

function tooLong(): AppError {
  return new AppError('too_large', 'A pasted text may have at most 500,000 characters.');
}

/** A pasted page, and as a form writes it: each of its Japanese characters is nine letters. */
const limitPaste = bodyLimit({
  maxSize: 5 * 1024 * 1024,
  onError: () => {
    throw tooLong();
  },
});

/** Digests to choose from for a copy; an older one is copied from the list. */
const mostEarlier = 30;

export function mountDigests(app: Hono<AppEnv>): void {
  app.get('/console/digests', async (c) => {
    const editor = await requireEditor(c, 'read');
    const state = queryOf(c, 'state', DigestState);
    const page = pageOf(c);
    const lines = await listDigestLines(c.var.deps().db, state, page);
    const shown = { lines, state, isFirst: page.cursor === undefined };
    const isWriter = holdsScope(editor, 'write');
    return answerConsole(<DigestsPage {...frameOf(c, editor)} {...shown} isWriter={isWriter} />);
  });
  app.get('/console/digests/new', (c) => showNew(c));
  app.post('/console/digests/new', limitPaste, async (c) => {
    const editor = await requireEditor(c, 'write');
    const input = readStart(await readFields(c));
    if (input === null) {
      return showNew(c, consoleWordsFor(consoleLanguage(c)).digests.new.textMissing);
    }
    const { db } = c.var.deps();
    const { id } = await startCopy(db, newId<DigestId>(), input, editor.id);
    await noteAs(c, editor, 'post', '/api/working-copies', `/api/digests/${id}/working-copy`);
    return c.redirect(`/console/digests/${id}`, 303);
  });
}

/** Null if the text is missing. */
function readStart(fields: Fields): StartInput | null {
  const copyOf = lastOf(fields, 'copyOf') ?? '';
  switch (lastOf(fields, 'do')) {
    case 'text': {
      const text = lastOf(fields, 'text');
      if (text !== null && text.length > mostText) throw tooLong();
      return text === null ? null : { text };
    }
    case 'copy':
      if (!isUuid(copyOf)) throw new AppError('not_found', 'There is no digest with this id.');
      return { copyOf };
    default:
      return { language: lastOf(fields, 'language') === 'en' ? 'en' : 'ja' };
  }
}

async function showNew(c: AppContext, error?: string): Promise<Response> {
  const editor = await requireEditor(c, 'write');
  const lines = await listDigestLines(c.var.deps().db, null, { limit: mostEarlier });
  const earlier = lines.data.filter(({ headline }) => headline !== '');
  const page = <NewDigestPage {...frameOf(c, editor)} earlier={earlier} error={error} />;
  return answerConsole(page, { status: error === undefined ? 200 : 422 });
}
