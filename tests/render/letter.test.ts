// Letters in both languages, and what they must not carry.
import { expect, it } from 'vitest';
import { renderLetter } from '../../src/render/letter.tsx';
import { emailKinds } from '../../src/words/emails.ts';
import { breakLines, letterInput } from './samples.ts';

for (const language of ['ja', 'en']) {
  for (const kind of emailKinds) {
    it(`writes the letter ${kind} in ${language}`, async () => {
      const { subject, html, text } = await renderLetter({ ...letterInput, kind, language });
      await expect(breakLines(html)).toMatchFileSnapshot(`golden/letter-${kind}-${language}.html`);
      await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(
        `golden/letter-${kind}-${language}.txt`,
      );
      expect(text).toContain(`\n${letterInput.actionUrl}\n`);
      expect(html.match(/<h1/g)).toHaveLength(1);
    });
  }
}

it('speaks English to a reader of any other language, and says so', async () => {
  const { subject, html } = await renderLetter({ ...letterInput, kind: 'confirm', language: 'fr' });
  expect(subject).toBe('Please confirm your subscription to Chrysanthemum Digest');
  expect(html).toContain('<html dir="ltr" lang="en">');
});

it('falls back to the name of the product where the sender has none', async () => {
  const sender = { ...letterInput.sender, name: '' };
  const { brandName: _, ...unnamed } = letterInput;
  const { subject } = await renderLetter({ ...unnamed, sender, kind: 'confirm', language: 'en' });
  expect(subject).toContain('Chrysanthemum Digest');
});
