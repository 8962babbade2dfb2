// What `npm run emails` shows: the samples as mails, each transactional email, and the page around them.
/** @jsxImportSource react */
import { readFileSync } from 'node:fs';
import type { CSSProperties } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { previewDigest, previewReader, previewSender } from '../emails/preview.ts';
import type { Imported } from '../src/digest/import/lines.ts';
import { importPage } from '../src/digest/import/paste.ts';
import { markdownToDigest } from '../src/digest/markdown/markdown.ts';
import type { Digest } from '../src/digest/schema.ts';
import { Brand } from '../src/render/brand.ts';
import { freezeMail } from '../src/render/mail.tsx';
import { personaliseOne } from '../src/render/personalise.ts';
import { renderTransactional } from '../src/render/transactional.tsx';
import { emailKinds } from '../src/words/emails.ts';
import { productName } from '../src/words/words.ts';

export interface Preview {
  name: string;
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
  const digests: [string, Digest, Brand | null][] = [
    ['digest-picture', previewDigest, null],
    ['digest-ja', digestOf(importPage(readSample('digest-ja.txt'))), null],
    ['digest-en', digestOf(markdownToDigest(readSample('digest-en.md'))), null],
    ['digest-brand', previewDigest, brand],
  ];
  const mails = digests.map(async ([name, digest, look]): Promise<Preview> => {
    const context = {
      publicUrl,
      from: 'digest@example.com',
      senderName: previewSender.name,
      replyTo: null,
      senderAddress: previewSender.address,
      contact: previewSender.contact,
      sendId: 'preview',
      digestUrl: `${publicUrl}/digests/preview`,
      day: '2026-11-26',
      brandName: productName,
      brand: look,
    };
    const ids = { subscriber: '1', batch: '1', list: '1', listSlug: 'digest' };
    const token = { unsubscribeToken: 'preview' };
    const frozen = await freezeMail(digest, context);
    return { name, ...personaliseOne(frozen, { ...ids, ...token, ...previewReader }) };
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
      return { name: `transactional-${kind}-${language}`, ...mail };
    }),
  );
  return Promise.all([...mails, ...emails]);
}

/** The page with one mail four times, and the way to the others. */
export function drawPage(mails: readonly Preview[], mail: Preview): string {
  const bytes = new TextEncoder().encode(mail.html).length;
  const page = (
    <html lang="en">
      <head>
        <title>{`${mail.name}: mails`}</title>
        <meta name="viewport" content="width=device-width" />
      </head>
      <body style={{ margin: 20, font: '15px/1.6 system-ui', background: '#ddd8cf' }}>
        <nav style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 16px' }}>
          {mails.map(({ name }) => (
            <a key={name} href={`/mail/${name}`} aria-current={name === mail.name && 'page'}>
              {name}
            </a>
          ))}
        </nav>
        <h1 style={{ fontSize: 19 }}>{mail.subject}</h1>
        <p>{`${(bytes / 1024).toFixed(1)} KB of HTML`}</p>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 20 }}>
          <View name={mail.name} title="Phone" width={375} />
          <View name={mail.name} title="Phone, dark" width={375} colorScheme="dark" />
          <View name={mail.name} title="Desktop" width={800} />
          <View name={mail.name} title="Desktop, dark" width={800} colorScheme="dark" />
          <pre style={{ padding: 20, background: '#fff' }}>{mail.text}</pre>
        </div>
        <script src="data:text/javascript,new EventSource('/changes').onmessage=()=>location.reload()" />
      </body>
    </html>
  );
  return `<!DOCTYPE html>${renderToStaticMarkup(page)}`;
}

/** A frame passes its own colour scheme on to what is in it. */
function View(props: { name: string; title: string; width: number; colorScheme?: 'dark' }) {
  const { name, title, width, colorScheme = 'light' } = props;
  const style: CSSProperties = { width, height: 900, border: 0, colorScheme };
  return <iframe title={title} src={`/html/${name}`} style={style} />;
}

function readSample(name: string): string {
  return readFileSync(new URL(`./samples/${name}`, import.meta.url), 'utf8');
}

function digestOf(imported: Imported): Digest {
  if (!('digest' in imported)) throw new Error('A sample digest does not import');
  return imported.digest;
}
