// What a digest mail offers besides its words: a look ahead, an answer, a friend to tell, plain addresses.
import { expect, test } from 'vitest';
import { readingMinutes } from '../../src/digest/reading-time.ts';
import type { Digest } from '../../src/digest/schema.ts';
import { freezeMail, type MailContext } from '../../src/render/mail.tsx';
import { personaliseOne } from '../../src/render/personalise.ts';
import { mailContext, type Sender } from '../../src/render/sender.ts';
import { context, digests, reader, visibleText } from './samples.ts';

async function mailOf(digest: Digest, changes: Partial<MailContext> = {}) {
  return personaliseOne(await freezeMail(digest, { ...context, ...changes }), reader);
}

test('lists its sections from three on, as words and not as links', async () => {
  const { html, text } = await mailOf(digests.ja);
  const [contents = ''] = /<div role="list" aria-label="この号の内容">.*?<\/div>/s.exec(html) ?? [];
  expect(contents.match(/role="listitem"/g)).toHaveLength(3);
  expect(contents).not.toContain('<a ');
  expect(text).toContain('この号の内容：\n1. 閉館後の三時間：港町の小さな実験\n2. 話さなくていい');
  const two = await mailOf({ ...digests.ja, sections: digests.ja.sections.slice(0, 2) });
  expect(two.html + two.text).not.toContain('この号の内容');
});

test('takes no mark in a heading for markup, in the contents as elsewhere', async () => {
  const heading = '**A** [b](https://c.example/)';
  const sections = digests.ja.sections.map((section) => ({ ...section, heading }));
  const { html } = await mailOf({ ...digests.ja, sections });
  expect(visibleText(html).split(heading)).toHaveLength(7);
});

test('says how long it takes, by characters in Japanese and by words in English', async () => {
  const body = (text: string) => [{ text, voice: 'narration' as const }];
  const long = (text: string): Digest => ({
    ...digests.picture,
    sections: [{ heading: 'x', opener: [], body: body(text) }],
  });
  expect(readingMinutes(long('読む'.repeat(1500)))).toBe(6);
  expect(readingMinutes(long('read on '.repeat(460)))).toBe(4);
  expect(readingMinutes(long('x'))).toBe(1);
  const { html, text } = await mailOf(digests.en);
  expect(visibleText(html)).toContain('November 20, 2026 ・ 3 min read');
  expect(text).toContain('November 20, 2026 ・ 3 min read\n');
});

test('asks for an answer only where somebody gets it', async () => {
  const asked = await mailOf(digests.ja);
  const unasked = await mailOf(digests.ja, { replyTo: null });
  for (const part of [asked.html, asked.text]) expect(part).toContain('このメールに返信すると');
  expect(unasked.html + unasked.text).not.toContain('返信');
});

test('opens a mail to a friend with headline and address, and with nothing of the reader’s', async () => {
  const { html, text } = await mailOf({ ...digests.en, headline: 'A & B? 100%' });
  const [, href = ''] = /href="(mailto:\?[^"]*)"/.exec(html) ?? [];
  const share = new URL(href.replaceAll('&amp;', '&'));
  expect([share.searchParams.get('subject'), share.searchParams.get('body')]).toEqual([
    'A & B? 100%',
    context.digestUrl,
  ]);
  expect(href).not.toContain(encodeURIComponent(reader.unsubscribeToken));
  expect(text).toContain(`${context.digestUrl}\nTo tell a friend`);
});

test('offers to tell nobody of a page that needs a key', async () => {
  const { html, text } = await mailOf(digests.en, { shareUrl: null });
  expect(html).not.toContain('mailto:?');
  expect(html + text).not.toContain('friend');
  const sender: Sender = {
    ...{ publicUrl: context.publicUrl, from: context.from, replyTo: '', senderName: 'x' },
    ...{ senderAddress: 'x', inboundAddress: '', timezone: 'UTC' },
  };
  const pageOf = (page: string) =>
    mailContext(sender, { sendId: '1', page, brand: null, day: '2026-11-26' }).shareUrl;
  expect(pageOf('/digests/x?key=secret')).toBe(null);
  expect(pageOf('/digests/x')).toBe('https://digest.example.com/digests/x');
});

test('begins its text part with the headline and names its ways out last', async () => {
  const { text } = await mailOf(digests.ja);
  expect(text.startsWith(`${digests.ja.headline}\n====`)).toBe(true);
  const body = text.slice(0, text.indexOf('-'.repeat(72)));
  expect(body).not.toContain('https://digest.example.com/');
  expect(text.indexOf(reader.unsubscribeUrl)).toBeGreaterThan(text.indexOf('💡'));
});

test('writes every address in letters that no program stops at', async () => {
  const url = 'https://ja.wikipedia.org/wiki/停戦_(2025年)?q=メール#節';
  const image = { url: 'https://news.example.com/写真.jpg', alt: '写真' };
  const source = { title: '停戦', url, points: [`[停戦](${url})`], image };
  const sections = [{ heading: 'x', opener: [], body: [], source }];
  const { html, text } = await mailOf({ ...digests.picture, sections });
  for (const part of [html, text])
    for (const [address] of part.matchAll(/https:[^\s"<>]*/g))
      expect(address).toMatch(/^[\x21-\x7e]*$/);
  expect(text.replace(/\s+/g, ' ')).toContain('停戦 <https://ja.wikipedia.org/wiki/%E5%81%9C');
});

test('leaves words where its pictures are blocked, and no picture with clipped ones', async () => {
  const { html } = await mailOf(digests.ja);
  expect(visibleText(html)).toContain('編集部');
  for (const [image] of html.matchAll(/<img[^>]*mark\.png[^>]*>/g)) {
    expect(image).toContain('alt=""');
    expect(image).toContain('aspect-ratio:auto');
  }
});

test('writes the names of attributes without capitals', async () => {
  const { html } = await mailOf(digests.ja);
  for (const [tag] of html.matchAll(/<(?!o:)[a-z]+(?: [^<>]*)?>/g))
    expect(tag.replace(/="[^"]*"/g, '')).not.toMatch(/[A-Z]/);
});
