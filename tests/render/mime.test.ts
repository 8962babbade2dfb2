// Built by one stranger and read by another, a mail must say what it said to us.
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import type { Digest } from '../../src/digest/schema.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import { type PersonalMail, personaliseOne } from '../../src/render/personalise.ts';
import { renderTransactional } from '../../src/render/transactional.tsx';
import { emailKinds } from '../../src/words/emails.ts';
import { digest as anyDigest, roughText } from '../digest/arbitrary.ts';
import { buildMessage } from './raw-message.ts';
import { context, digests, reader, transactionalInput } from './samples.ts';

async function travel(digest: Digest, changes: Partial<typeof context> = {}) {
  const mail = personaliseOne(await freezeMail(digest, { ...context, ...changes }), reader);
  return { mail, read: await PostalMime.parse(await buildMessage(mail)) };
}

function headersOf(read: Awaited<ReturnType<typeof PostalMime.parse>>): Record<string, string> {
  return Object.fromEntries(read.headers.map(({ key, value }) => [key, value]));
}

test.each(['ja', 'en', 'picture'] as const)(
  'the mail of the sample %s arrives whole',
  async (name) => {
    const { mail, read } = await travel(digests[name]);
    expect(read.subject).toBe(mail.subject);
    expect(read.html?.trimEnd()).toBe(mail.html.trimEnd());
    expect(read.text?.trimEnd()).toBe(mail.text.trimEnd());
    expect(read.from).toMatchObject({ address: 'digest@example.com', name: context.senderName });
    expect(read.to).toMatchObject([{ address: 'reader@example.com' }]);
    expect(read.attachments).toEqual([]);
    for (const [header, value] of Object.entries(mail.headers)) {
      expect([header, headersOf(read)[header.toLowerCase()]]).toEqual([header, value]);
    }
  },
);

test.each(emailKinds)('the email %s arrives whole', async (kind) => {
  for (const language of ['ja', 'en']) {
    const mail = await renderTransactional({ ...transactionalInput, kind, language });
    const read = await PostalMime.parse(await buildMessage(mail));
    expect(read.subject).toBe(mail.subject);
    expect(read.html?.trimEnd()).toBe(mail.html.trimEnd());
    expect(read.text?.trimEnd()).toBe(mail.text.trimEnd());
  }
});

test('no digest and no setting can add a header, a recipient or a part', async () => {
  const names = ['Bcc: x@evil.example', '\r\nBcc: x@evil.example\r\n\r\n<b>', '", "'];
  const setting = fc.oneof(roughText, fc.constantFrom(...names));
  const usual = Object.keys(headersOf((await travel(digests.ja)).read)).sort();
  await fc.assert(
    fc.asyncProperty(anyDigest, setting, setting, async (digest, senderName, brandName) => {
      const { read, mail } = await travel(digest, { senderName, brandName });
      expect(Object.keys(headersOf(read)).sort()).toEqual(usual);
      expect(read.from?.address).toBe('digest@example.com');
      expect(read.to?.map(({ address }) => address)).toEqual(['reader@example.com']);
      expect(read.bcc ?? []).toEqual([]);
      expect(read.attachments).toEqual([]);
      expect(mail.html + mail.text + mail.subject).not.toMatch(/[\0\ufffd]/);
      expect(read.html?.trimEnd()).toBe(normalise(mail).html);
      expect(read.text?.trimEnd()).toBe(normalise(mail).text);
    }),
    { numRuns: 100 },
  );
});

/** Lines end as the parser ends them. */
function normalise({ html, text }: PersonalMail) {
  return { html: html.trimEnd(), text: text.trimEnd() };
}
