// What the render tests look at: the project's sample digests, one sender, one reader.
import { readFileSync } from 'node:fs';
import { previewDigest } from '../../emails/preview.ts';
import type { Imported } from '../../src/digest/import/lines.ts';
import { markdownToDigest } from '../../src/digest/markdown/markdown.ts';
import { importPage } from '../../src/digest/paste/paste.ts';
import type { Digest } from '../../src/digest/schema.ts';
import { Brand } from '../../src/render/brand.ts';
import type { MailContext } from '../../src/render/mail.tsx';
import type { PersonalValues } from '../../src/render/personalise.ts';

export const digests: Record<'ja' | 'en' | 'picture', Digest> = {
  ja: digestOf(importPage(readSample('digest-ja.txt'))),
  en: digestOf(markdownToDigest(readSample('digest-en.md'))),
  picture: previewDigest,
};

export const context: MailContext = {
  publicUrl: 'https://digest.example.com',
  from: 'digest@example.com',
  senderName: '菊のダイジェスト編集室',
  replyTo: 'hello@example.com',
  senderAddress: '〒000-0000 見本県見本市一丁目二番三号',
  contact: 'hello@example.com',
  sendId: '0192f000-0000-7000-8000-000000000001',
  digestUrl: 'https://digest.example.com/digests/sample',
  shareUrl: 'https://digest.example.com/digests/sample',
  day: '2026-11-26',
  brandName: 'Chrysanthemum Digest',
};

/** A list's own look, with nothing of the house's gold. */
export const brand = Brand.parse({
  name: 'The Harbour Letter',
  logo: { url: 'https://news.example.com/pictures/logo.png', width: 120, height: 120 },
  accent: '#1f5f8b',
  footer: 'Written between two tides.',
});

export const transactionalInput = {
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

export const reader: PersonalValues = {
  to: 'reader@example.com',
  subscriber: '7',
  batch: '3',
  list: '1',
  listSlug: 'digest',
  listName: '朝のダイジェスト',
  unsubscribeUrl: 'https://digest.example.com/u/AQAAAAAABwAAAAEBkvAAAABwAIAAAAAAAAAB',
  unsubscribeToken: 'AQAAAAAABwAAAAEBkvAAAABwAIAAAAAAAAAB',
  preferencesUrl: 'https://digest.example.com/preferences/AgAAAAAABw',
};

/** The words of a mail as a reader gets them: no tags, no head, entities read. */
export function visibleText(html: string): string {
  return html
    .replace(/<head>.*?<\/head>|<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

/** One line per block, so that a golden file can be read and compared; looks the same. */
export function breakLines(html: string): string {
  return `${html.replace(/(<\/(?:table|tr|td|p|div|h\d|head|style)>)(?=<)/g, '$1\n')}\n`;
}

function readSample(name: string): string {
  return readFileSync(new URL(`../../dev/samples/${name}`, import.meta.url), 'utf8');
}

function digestOf(imported: Imported): Digest {
  if (!('digest' in imported)) throw new Error('A sample digest does not import');
  return imported.digest;
}
