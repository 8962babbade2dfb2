import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { requestPreferenceLink } from '../../../src/audience/preferences/link.ts';
import { readPreferences } from '../../../src/audience/preferences/preferences.ts';
import { emailDeps } from '../../../src/http/email-deps.ts';
import { confirmReaders, startEngine } from '../../support/engine.ts';

test('the email with the link goes to the address of today, and opens its record alone', async () => {
  const engine = await startEngine();
  const deps = emailDeps(engine.deps);
  const { db, tokens } = deps;
  const [subscriber = 0] = await confirmReaders(engine, 1);
  const leave = tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: null });
  await requestPreferenceLink(deps, leave);
  await engine.drain();
  const [mail, ...others] = await engine.messages();
  expect([mail?.to, others]).toEqual([['reader1@example.com'], []]);
  const [link, token = ''] = /https:\/\/digest\.example\.com\/preferences\/([\w-]+)/.exec(
    mail?.text ?? '',
  ) ?? [''];
  expect(mail?.html).toContain(link);
  expect(await readPreferences(deps, token)).toMatchObject({ email: 'reader1@example.com' });
  await db.execute(sql`update subscribers set email = 'elsewhere@example.com'`);
  expect(await readPreferences(deps, token)).toMatchObject({ kind: 'stale' });
});
