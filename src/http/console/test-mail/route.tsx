// A test mail by a plain form: asked for once, then what became of it.

import type { Hono } from 'hono';
import { type EditorCaller, holdsScope } from '../../../access/caller.ts';
import { beginRequest } from '../../../access/keys/idempotency.ts';
import { readSubscribers } from '../../../audience/people/read.ts';
import { parseEmailAddress } from '../../../base/email-address.ts';
import { AppError } from '../../../base/errors.ts';
import { isUuid, newId } from '../../../base/ids.ts';
import { readDigest } from '../../../digest/store.ts';
import { listTesters, rememberTester } from '../../../editing/testers/testers.ts';
import { readTestFates } from '../../../transactional/fate.ts';
import { mostTestAddresses } from '../../../transactional/test-mail.ts';
import type { Deps } from '../../../wiring.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { mayChooseReader, testDigest } from '../../api/test-digest.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { requireEditor } from '../../middleware/require-editor.ts';
import { type Fields, lastOf, limitForm, readFields } from '../../site/form.ts';
import { noteAs } from '../note.ts';
import { answerConsole, consoleLanguage, frameOf } from '../shell/frame.ts';
import type { TestRights, TypedTest } from './form.tsx';
import { TestPage } from './page.tsx';

const path = '/console/digests/:id/test';

export function mountTestMail(app: Hono<AppEnv>): void {
  app.get(path, async (c) => answer(c, await requireEditor(c, 'write')));
  app.post(path, limitForm, async (c) => {
    const editor = await requireEditor(c, 'write');
    const fields = await readFields(c);
    const asked = await readTest(c, editor, fields);
    if (asked.kind === 'wrong') return answer(c, editor, asked.typed);
    return c.redirect(await sendOnce(c, editor, fields, asked.test), 303);
  });
}

/** Whom this editor may mail a test, and as whose copy. */
export async function testRights(deps: Deps, editor: EditorCaller): Promise<TestRights> {
  return {
    me: editor.address,
    testers: holdsScope(editor, 'write') ? await listTesters(deps.db) : [],
    mayMailAnybody: holdsScope(editor, 'send'),
    mayChooseReader: mayChooseReader(editor),
  };
}

interface Test {
  to: string[];
  subscriber?: number;
}

type Asked = { kind: 'test'; test: Test } | { kind: 'wrong'; typed: TypedTest };

async function readTest(c: AppContext, editor: EditorCaller, fields: Fields): Promise<Asked> {
  const words = consoleWordsFor(consoleLanguage(c)).testMail;
  const [other, reader] = [lastOf(fields, 'other') ?? '', lastOf(fields, 'reader') ?? ''];
  const chosen = fields.get('to') ?? [];
  const wrong = (field: TypedTest['wrong']['field'], message: string): Asked => ({
    kind: 'wrong',
    typed: { to: chosen, other, reader, wrong: { field, message } },
  });
  const to = [...new Set(other === '' ? chosen : [...chosen, other])];
  if (to.length === 0) return wrong('to', words.nobody);
  if (to.length > mostTestAddresses) return wrong('to', words.tooMany);
  if (other !== '' && parseEmailAddress(other).kind !== 'ok') {
    return wrong('other', words.noAddress);
  }
  if (reader === '' || !mayChooseReader(editor)) return { kind: 'test', test: { to } };
  const subscriber = await findSubscriber(c.var.deps(), reader);
  if (subscriber === null) return wrong('reader', words.reader.none);
  return { kind: 'test', test: { to, subscriber } };
}

async function findSubscriber({ db }: Deps, address: string): Promise<number | null> {
  const parsed = parseEmailAddress(address);
  if (parsed.kind !== 'ok') return null;
  const { data } = await readSubscribers(db, { email: parsed.address, limit: 1 });
  return data[0]?.id ?? null;
}

/** Where what became of it stands: the same for a form that is sent twice, and nothing is mailed by the second. */
async function sendOnce(
  c: AppContext,
  editor: EditorCaller,
  fields: Fields,
  test: Test,
): Promise<string> {
  const deps = c.var.deps();
  const id = digestId(c);
  const begun = await beginRequest(deps.db, {
    keyId: editor.id,
    operation: `POST ${c.req.path}`,
    key: (lastOf(fields, 'once') ?? newId()).slice(0, 36),
    bodyHash: async () => 'form',
    staleAfterSeconds: 60,
  });
  if (begun.kind === 'replay') return begun.answer.headers.location ?? c.req.path;
  try {
    const emails = await testDigest(deps, editor, { id }, test);
    const other = lastOf(fields, 'other');
    if (other !== null && lastOf(fields, 'remember') !== null && holdsScope(editor, 'send')) {
      await rememberTester(deps.db, other, editor.id);
    }
    await noteAs(c, editor, 'post', '/api/digests/:id/test', `/api/digests/${id}`);
    const location = `${c.req.path}?${new URLSearchParams(emails.map((email) => ['email', email]))}`;
    await begun.claim.finish({ status: 303, body: '', headers: { location } });
    return location;
  } catch (error) {
    await begun.claim.release();
    throw error;
  }
}

function digestId(c: AppContext): string {
  const id = (c.req.param('id') ?? '').toLowerCase();
  if (isUuid(id)) return id;
  throw new AppError('not_found', 'There is no digest with this id.');
}

async function answer(
  c: AppContext,
  editor: EditorCaller,
  typed: TypedTest | null = null,
): Promise<Response> {
  const deps = c.var.deps();
  const { id, revision, content } = await readDigest(deps.db, digestId(c));
  const emails = (c.req.queries('email') ?? []).filter(isUuid).slice(0, mostTestAddresses);
  return answerConsole(
    <TestPage
      {...frameOf(c, editor)}
      {...{ id, revision, typed }}
      headline={content.headline}
      rights={await testRights(deps, editor)}
      once={newId()}
      fates={await readTestFates(deps.db, id, emails)}
    />,
    { status: typed === null ? 200 : 422 },
  );
}
