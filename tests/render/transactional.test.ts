// Emails in both languages, and what they must not carry.
import { expect, test } from 'vitest';
import { renderTransactional } from '../../src/render/transactional.tsx';
import { emailKinds } from '../../src/words/emails.ts';
import { breakLines, transactionalInput } from './samples.ts';

for (const language of ['ja', 'en']) {
  for (const kind of emailKinds) {
    test(`writes the email ${kind} in ${language}`, async () => {
      const { subject, html, text } = await renderTransactional({
        ...transactionalInput,
        kind,
        language,
      });
      await expect(breakLines(html)).toMatchFileSnapshot(
        `golden/transactional-${kind}-${language}.html`,
      );
      await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(
        `golden/transactional-${kind}-${language}.txt`,
      );
      expect(text).toContain(`\n${transactionalInput.actionUrl}\n`);
      expect(html.match(/<h1/g)).toHaveLength(1);
    });
  }
}

test('speaks English to a reader of any other language, and says so', async () => {
  const { subject, html } = await renderTransactional({
    ...transactionalInput,
    kind: 'confirm',
    language: 'fr',
  });
  expect(subject).toBe('Please confirm your subscription to Chrysanthemum Digest');
  expect(html).toContain('<html dir="ltr" lang="en">');
});

test('falls back to the name of the product where the sender has none', async () => {
  const sender = { ...transactionalInput.sender, name: '' };
  const { brandName: _, ...unnamed } = transactionalInput;
  const { subject } = await renderTransactional({
    ...unnamed,
    sender,
    kind: 'confirm',
    language: 'en',
  });
  expect(subject).toContain('Chrysanthemum Digest');
});
