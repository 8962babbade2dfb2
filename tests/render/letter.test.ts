// Letters in both languages, and what they must not carry.
import { expect, it } from 'vitest';
import { letterKinds } from '../../emails/words.ts';
import { renderLetter } from '../../src/render/letter.tsx';
import { breakLines } from './samples.ts';

const input = {
  lists: ['朝のダイジェスト', '週末 <版>'],
  actionUrl: 'https://digest.example.com/confirm/AwGS8AAAAHAAgAAAAAAAAAEBkvAAAAA',
  publicUrl: 'https://digest.example.com',
  sender: {
    name: '菊のダイジェスト編集室',
    address: '〒000-0000 見本県見本市一丁目',
    contact: 'hello@example.com',
  },
  brandName: 'Chrysanthemum Digest',
};

for (const language of ['ja', 'en']) {
  for (const kind of letterKinds) {
    it(`writes the letter ${kind} in ${language}`, async () => {
      const { subject, html, text } = await renderLetter({ ...input, kind, language });
      await expect(breakLines(html)).toMatchFileSnapshot(`golden/letter-${kind}-${language}.html`);
      await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(
        `golden/letter-${kind}-${language}.txt`,
      );
      expect(text).toContain(`\n${input.actionUrl}\n`);
      expect(html.match(/<h1/g)).toHaveLength(1);
    });
  }
}

it('speaks English to a reader of any other language, and says so', async () => {
  const { subject, html } = await renderLetter({ ...input, kind: 'confirm', language: 'fr' });
  expect(subject).toBe('Please confirm your subscription to Chrysanthemum Digest');
  expect(html).toContain('<html dir="ltr" lang="en">');
});

it('falls back to the name of the product where the sender has none', async () => {
  const sender = { ...input.sender, name: '' };
  const { brandName: _, ...unnamed } = input;
  const { subject } = await renderLetter({ ...unnamed, sender, kind: 'confirm', language: 'en' });
  expect(subject).toContain('Chrysanthemum Digest');
});
