// A mistake after a send: a dated note on the page, or a mail to those who received it.

import type { Hono } from 'hono';
import { AppError } from '../../../base/errors.ts';
import { parseFields } from '../../../base/field-errors.ts';
import { type DigestId, isUuid, newId } from '../../../base/ids.ts';
import { PublishInput, publishRevision } from '../../../digest/archive/publish.ts';
import { plainText } from '../../../digest/inline.ts';
import { parseNewDigest } from '../../../digest/schema.ts';
import { createDigest, type DigestView, readDigest } from '../../../digest/store.ts';
import { keepRevision } from '../../../editing/working-copy/keep.ts';
import { readCopy } from '../../../editing/working-copy/save.ts';
import { listSends } from '../../../sending/report/report.ts';
import type { Deps } from '../../../wiring.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { describe } from '../../endpoint/body.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { answerConsole, consoleLanguage, frameOf } from '../shell/frame.ts';
import { tell } from '../tell.ts';
import { CorrectPage } from './page.tsx';

const path = '/console/digests/:id/correct';

/** Characters; more than any inbox shows. */
const mostPreheader = 120;

export function mountCorrect(app: Hono<AppEnv>): void {
  app.get(path, async (c) => {
    await requireEditor(c);
    return answer(c);
  });
  app.post(path, limitForm, async (c) => {
    // What readers see of a sent digest changes by the word of those who may send.
    const editor = await requireEditor(c, 'send');
    const deps = c.var.deps();
    const fields = await readFields(c);
    const digest = await readDigest(deps.db, digestId(c));
    try {
      if (lastOf(fields, 'act') === 'mail') {
        const { id, review } = await writeMail(deps, digest, fields, editor.id);
        await noteAs(c, editor, 'post', '/api/digests', `/api/digests/${id}`);
        return c.redirect(review, 303);
      }
      const target = `/api/digests/${digest.id}`;
      if (lastOf(fields, 'act') === 'keep') {
        await keepRevision(deps.db, digest.id, editor.id, deps.env.TIMEZONE);
        await noteAs(c, editor, 'post', '/api/digests/:id/revisions', target);
        return c.redirect(`/console/digests/${digest.id}/correct`, 303);
      }
      await correctPage(deps, digest, fields, editor.id);
      await noteAs(c, editor, 'post', '/api/digests/:id/publish', target);
      return c.redirect(`/console/digests/${digest.id}/correct?done=page`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'not_found') throw error;
      return answer(c, fields, error);
    }
  });
}

function digestId(c: AppContext): string {
  const id = (c.req.param('id') ?? '').toLowerCase();
  if (isUuid(id)) return id;
  throw new AppError('not_found', 'There is no digest with this id.');
}

async function correctPage(deps: Deps, { id }: DigestView, fields: Fields, by: string) {
  const revision = Number(lastOf(fields, 'revision'));
  const parsed = parseFields(PublishInput, { revision, note: lastOf(fields, 'note') ?? '' });
  if (parsed.kind === 'invalid') throw invalid(parsed.errors);
  await publishRevision(deps.db, id, parsed.value, by);
}

/** A digest of its own; its review narrows the lists of before to those who received this one. */
async function writeMail(deps: Deps, digest: DigestView, fields: Fields, by: string) {
  const { language, headline } = digest.content;
  const body = paragraphs(lastOf(fields, 'text') ?? '');
  const said = plainText(body[0]?.text ?? '').replace(/\s+/g, ' ');
  const preheader = [...said].slice(0, mostPreheader).join('').trim();
  const parsed = parseNewDigest({
    version: 1,
    language,
    headline: lastOf(fields, 'headline') ?? '',
    // An inbox shows what was wrong, rather than the old headline again.
    ...(preheader === '' ? {} : { preheader }),
    sections: [{ heading: headline, body }],
    conclusion: [lastOf(fields, 'closing') ?? ''],
  });
  if (parsed.kind === 'invalid') throw invalid(parsed.errors);
  const made = await createDigest(
    deps.db,
    newId<DigestId>(deps.clock()),
    parsed.digest,
    by,
    deps.env.TIMEZONE,
  );
  const { data: sends } = await listSends(deps.db, 50, null, digest.id);
  const lists = sends.filter(({ startedAt }) => startedAt !== null).flatMap((send) => send.lists);
  const query = new URLSearchParams([...new Set(lists)].map((list) => ['lists', list]));
  query.set('corrects', digest.id);
  return { id: made.id, review: `/console/digests/${made.id}/review?${query}` };
}

/** At an empty line a new one begins. */
function paragraphs(text: string) {
  const parts = text.trim().split(/\r?\n\s*\r?\n/);
  return parts.map((part) => ({ text: part }));
}

function invalid(errors: readonly { path: string; message: string }[]): AppError {
  return new AppError('invalid', describe(errors), { errors });
}

async function answer(c: AppContext, fields?: Fields, refused?: AppError): Promise<Response> {
  const editor = await requireEditor(c);
  const { db } = c.var.deps();
  const digest = await readDigest(db, digestId(c));
  const copy = await readCopy(db, digest.id);
  const typed = (name: string) => (fields && lastOf(fields, name)) ?? '';
  return answerConsole(
    <CorrectPage
      {...frameOf(c, editor)}
      digest={digest}
      refusal={refused && tell(refused.message, consoleLanguage(c))}
      typed={{
        note: typed('note'),
        headline: typed('headline'),
        text: typed('text'),
        closing: typed('closing'),
      }}
      isCorrected={c.req.query('done') === 'page'}
      isUnkept={copy.changedAt !== null}
    />,
    { status: refused ? 422 : 200 },
  );
}
