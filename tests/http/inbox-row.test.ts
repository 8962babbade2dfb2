// A digest in the row of an inbox, as an editor sees it before the mail goes out.

import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';
import { plainDigest } from '../support/engine.ts';

test('preview, checks and estimate show the subject and the preheader, and how wide they are', async () => {
  const { call } = await setup();
  const subject = '菊'.repeat(23);
  const content = { ...plainDigest, subject, preheader: '町で' };
  const { json: digest } = await call('POST', '/api/digests', { body: content });
  expect(digest.content).toMatchObject({ subject, preheader: '町で' });
  const preview = await call('GET', `/api/digests/${digest.id}/preview?format=inbox`);
  expect(preview.text).toBe(`${'菊'.repeat(21)}…\n町で\n`);
  const { json: checks } = await call('GET', `/api/digests/${digest.id}/checks`);
  expect(checks.inbox).toEqual({ subject, preheader: '町で', width: 46 });
  expect(checks.warnings).toMatchObject([{ code: 'subject_wide', path: 'subject' }]);
  const body = { digestId: digest.id, revision: 1, lists: ['digest'] };
  const { json: estimate } = await call('POST', '/api/sends/estimate', { body });
  expect(estimate.digest).toMatchObject({ subject, preheader: '町で', subjectWidth: 46 });
  expect(JSON.stringify(estimate.warnings)).toContain('44 columns');
});

test('Markdown says both in its front matter, and a wrong one is refused with its place', async () => {
  const { call } = await setup();
  const import_ = (subject: string) =>
    call('POST', '/api/digests/import', {
      body: `---\nlanguage: en\nsubject: ${subject}\npreheader: "Three hours"\n---\n\n# Head\n\n## One\n\nText\n\n- 💡 End\n`,
      headers: { 'content-type': 'text/markdown' },
    });
  const { json } = await import_('The library at night');
  expect(json.content).toMatchObject({
    headline: 'Head',
    subject: 'The library at night',
    preheader: 'Three hours',
  });
  expect(json.warnings).toEqual([]);
  const wrong = await import_('w'.repeat(501));
  expect([wrong.status, wrong.json.errors[0].path]).toEqual([422, 'line 3']);
});

test('a subject cannot hold what would start another header', async () => {
  const { call } = await setup();
  const content = { ...plainDigest, subject: 'a\r\nBcc: b@example.com' };
  expect((await call('POST', '/api/digests', { body: content })).status).toBe(422);
});
