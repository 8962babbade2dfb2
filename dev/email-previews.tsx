// What `npm run emails` shows: the samples as mails, and each transactional email.
import { readFileSync } from 'node:fs';
import { previewDigest, previewReader, previewSender } from '../emails/preview.ts';
import type { Imported } from '../src/digest/import/lines.ts';
import { markdownToDigest } from '../src/digest/markdown/markdown.ts';
import { importPage } from '../src/digest/paste/paste.ts';
import type { Digest } from '../src/digest/schema.ts';
import { Brand } from '../src/render/brand.ts';
import { freezeMail } from '../src/render/mail.tsx';
import { personaliseOne } from '../src/render/personalise.ts';
import { renderTransactional } from '../src/render/transactional.tsx';
import { emailKinds } from '../src/words/emails.ts';
import { productName } from '../src/words/words.ts';

export interface Preview {
  /** In its address. */
  name: string;
  template: string;
  /** BCP 47. */
  language: string;
  subject: string;
  html: string;
  text: string;
}

/** A list's own look, to see that nothing is gold by accident. */
const brand = Brand.parse({
  name: 'The Harbour Letter',
  accent: '#1f5f8b',
  footer: 'Written between two tides.',
});

/** All mails, digests and transactional emails, rendered as for sending. */
export async function renderPreviews(publicUrl: string): Promise<Preview[]> {
  const [ja, en] = [
    digestOf(importPage(readSample('digest-ja.txt'))),
    digestOf(markdownToDigest(readSample('digest-en.md'))),
  ];
  const digests: [name: string, template: string, Digest, Brand | null][] = [
    ['digest-picture', 'Digest, one section with a picture', previewDigest, null],
    ['digest-ja', 'Digest', ja, null],
    ['digest-en', 'Digest', en, null],
    ['digest-brand', 'Digest in a list’s own look', previewDigest, brand],
    ['digest-brand-en', 'Digest in a list’s own look', en, brand],
  ];
  const mails = digests.map(async ([name, template, digest, look]): Promise<Preview> => {
    const context = {
      publicUrl,
      from: 'digest@example.com',
      senderName: previewSender.name,
      replyTo: previewSender.contact,
      senderAddress: previewSender.address,
      contact: previewSender.contact,
      sendId: 'preview',
      digestUrl: `${publicUrl}/digests/preview`,
      shareUrl: `${publicUrl}/digests/preview`,
      day: '2026-11-26',
      brandName: productName,
      brand: look,
    };
    const ids = { subscriber: '1', batch: '1', list: '1', listSlug: 'digest' };
    const token = { unsubscribeToken: 'preview' };
    const frozen = await freezeMail(digest, context);
    const mail = personaliseOne(frozen, { ...ids, ...token, ...previewReader });
    return { name, template, language: digest.language, ...mail };
  });
  const emails = emailKinds.flatMap((kind) =>
    ['ja', 'en'].map(async (language): Promise<Preview> => {
      const mail = await renderTransactional({
        kind,
        language,
        lists: [language === 'ja' ? '朝のダイジェスト' : 'The Morning Digest'],
        actionUrl: `${publicUrl}/confirm/preview`,
        publicUrl,
        sender: previewSender,
        brandName: productName,
      });
      const template = `Transactional: ${kind.replaceAll('-', ' ')}`;
      return { name: `transactional-${kind}-${language}`, template, language, ...mail };
    }),
  );
  return Promise.all([...mails, ...emails]);
}

function readSample(name: string): string {
  return readFileSync(new URL(`./samples/${name}`, import.meta.url), 'utf8');
}

function digestOf(imported: Imported): Digest {
  if (!('digest' in imported)) throw new Error('A sample digest does not import');
  return imported.digest;
}
