// What the preflight sees in a rendered mail.
import { expect, test } from 'vitest';
import type { FrozenMail } from '../../src/render/frozen-mail.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import { checkMail } from '../../src/render/mail-checks.ts';
import { context, digests } from './samples.ts';

function replaceIn(frozen: FrozenMail, from: string, to: string): FrozenMail {
  return { ...frozen, segments: frozen.segments.map((segment) => segment.replaceAll(from, to)) };
}

test('finds nothing in the samples', async () => {
  for (const digest of Object.values(digests)) {
    expect(checkMail(await freezeMail(digest, context))).toEqual({ errors: [], warnings: [] });
  }
});

test('takes our own links over http, as on a developer’s machine', async () => {
  const local = {
    publicUrl: 'http://localhost:8787',
    digestUrl: 'http://localhost:8787/digests/x',
  };
  expect(checkMail(await freezeMail(digests.ja, { ...context, ...local })).errors).toEqual([]);
});

test('misses a way out and a way to the browser', async () => {
  const frozen = await freezeMail(digests.ja, context);
  const slots = frozen.slots.map((slot) =>
    slot.name === 'unsubscribeUrl' ? { ...slot, name: 'preferencesUrl' as const } : slot,
  );
  const broken = replaceIn(
    { ...frozen, slots },
    context.digestUrl,
    'https://elsewhere.example.com/',
  );
  expect(checkMail(broken).errors.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'unsubscribe_missing html',
    'unsubscribe_missing text',
    'view_missing html',
    'view_missing text',
    'unsubscribe_missing headers',
  ]);
});

test('names links that lead nowhere safe and pictures without a size', async () => {
  const frozen = await freezeMail(digests.picture, context);
  const unsafe = replaceIn(frozen, 'href=\\"https://news.', 'href=\\"javascript:news.');
  expect(checkMail(unsafe).errors).toMatchObject([{ code: 'link_scheme', path: 'html' }]);
  const sizeless = replaceIn(frozen, ' height=\\"270\\"', '');
  expect(checkMail(sizeless).warnings).toMatchObject([{ code: 'image_incomplete' }]);
});

test('warns of one text for two addresses', async () => {
  const body = [
    {
      text: '[ここ](https://a.example.com) と [ここ](https://b.example.com)',
      voice: 'narration' as const,
    },
  ];
  const [section] = digests.picture.sections;
  if (!section) throw new Error('no section');
  const digest = { ...digests.picture, sections: [{ ...section, body }] };
  expect(checkMail(await freezeMail(digest, context)).warnings).toMatchObject([
    { code: 'link_text_duplicate' },
  ]);
});
