// No mail uses what its readers' clients lack, beyond what we know and can do without.
import { expect, test } from 'vitest';
import { findGaps } from '../../dev/caniemail.ts';
import { findForeignFeatures } from '../../src/render/features.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import { personaliseOne } from '../../src/render/personalise.ts';
import { renderTransactional } from '../../src/render/transactional.tsx';
import { emailKinds } from '../../src/words/emails.ts';
import { brand, context, digests, reader, transactionalInput } from './samples.ts';

async function renderAll(): Promise<string[]> {
  const mails = Object.values(digests).map(async (digest) =>
    personaliseOne(await freezeMail(digest, { ...context, brand }), reader),
  );
  const emails = emailKinds.map((kind) =>
    renderTransactional({ ...transactionalInput, kind, language: 'ja' }),
  );
  return (await Promise.all([...mails, ...emails])).map(({ html }) => html);
}

test('uses no feature outside the baseline (vitest -u after reading what the new one costs)', async () => {
  const gaps = await findGaps(await renderAll());
  await expect(`${JSON.stringify(gaps, null, 2)}\n`).toMatchFileSnapshot('caniemail-baseline.json');
});

test('knows every element and property of its mails, and tells a new one', async () => {
  for (const html of await renderAll()) expect(findForeignFeatures(html)).toEqual([]);
  expect(findForeignFeatures('<video></video><p style="margin:0;float:left">')).toEqual([
    'video',
    'float',
  ]);
});
