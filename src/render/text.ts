// The text part of a digest mail, written from the content itself: whole without any HTML.
import type { Brand } from '../../emails/look.tsx';
import type { Reader, Sender } from '../../emails/parts/footer.tsx';
import { listContents } from '../digest/contents.ts';
import { encodeUrl } from '../digest/encoded-url.ts';
import { type Inline, parseInline } from '../digest/inline.ts';
import { readingMinutes } from '../digest/reading-time.ts';
import type { Digest, Image, Paragraph, Section, Source } from '../digest/schema.ts';
import { formatDay } from '../words/day.ts';
import { type Words, wordsFor } from '../words/words.ts';
import { displayWidth, lineWidth, underline, wrapText } from './wrap.ts';

export interface DigestTextInput {
  digest: Digest;
  /** The day it shows, YYYY-MM-DD. */
  day: string;
  brandName: string;
  brand?: Brand;
  digestUrl: string;
  shareUrl?: string | null;
  takesReplies?: boolean;
  sender: Sender;
  reader: Reader;
}

export function writeDigestText(input: DigestTextInput): string {
  const { digest } = input;
  const words = wordsFor(digest.language);
  const blocks = [
    writeTop(input, words),
    ...digest.sections.flatMap((section, index) => writeSection(section, index + 1, digest, words)),
    ...writeParagraphs(digest.closing),
    underline(`🚩 ${words.digest.conclusion}`, '-'),
    digest.conclusion.map((point) => writeItem('💡 ', printText(point))).join('\n'),
    writeFooter(input, words),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The headline first: of a mail that is only announced, the first words are all that is shown. */
function writeTop({ digest, day, brandName }: DigestTextInput, words: Words): string {
  const facts = [formatDay(day, digest.language), words.digest.readingTime(readingMinutes(digest))];
  const contents = listContents(digest);
  const blocks = [
    underline(digest.headline, '='),
    wrapText(`${brandName}  ${facts.join(' ・ ')}`),
    ...(digest.lead === undefined ? [] : [wrapText(printText(digest.lead))]),
    ...(digest.image === undefined ? [] : [writePicture(digest.image, words)]),
  ];
  if (contents.length > 0) {
    const items = contents.map((heading, index) => writeItem(`${index + 1}. `, heading));
    blocks.push([`${words.digest.contents}${words.mail.colon.trimEnd()}`, ...items].join('\n'));
  }
  return blocks.join('\n\n');
}

function writeSection(
  section: Section,
  number: number,
  digest: Digest,
  words: Words,
): readonly string[] {
  const { hook, source } = section;
  const blocks = [underline(`${number}. ${section.heading}`, '-')];
  if (hook !== undefined) {
    blocks.push(`${writeItem('Q. ', hook.question)}\n${writeItem('A. ', printText(hook.answer))}`);
  }
  blocks.push(...writeParagraphs(section.opener));
  if (source !== undefined) blocks.push(writeSource(source, digest.language, words));
  blocks.push(...writeParagraphs(section.body));
  return blocks;
}

function writeSource(source: Source, language: string, words: Words): string {
  const facts = [
    source.publisher,
    source.publishedOn === undefined ? undefined : formatDay(source.publishedOn, language),
  ].filter((fact) => fact !== undefined);
  const lines = [wrapText(`${words.digest.source}${words.mail.colon}${source.title}`)];
  if (facts.length > 0) lines.push(wrapText(facts.join(' ・ ')));
  if (source.image !== undefined) lines.push(writePicture(source.image, words));
  lines.push(...source.points.map((point) => writeItem('✅ ', printText(point))));
  lines.push(encodeUrl(source.url));
  return lines.join('\n');
}

/** Comments are the editor speaking: in text, too, they look spoken. */
function writeParagraphs(paragraphs: readonly Paragraph[]): string[] {
  return paragraphs.map(({ text, voice }) =>
    voice === 'comment' ? writeItem('💬 ', printText(text)) : wrapText(printText(text)),
  );
}

function writePicture(image: Image, words: Words): string {
  const about = [image.alt, image.credit].filter((part) => part !== undefined && part !== '');
  return `${wrapText(`${words.digest.picture}${about.join(' / ')}`.trim())}\n${encodeUrl(image.url)}`;
}

function writeFooter(input: DigestTextInput, words: Words): string {
  const { sender, reader, brand, digestUrl } = input;
  const { colon } = words.mail;
  const isShared = (input.shareUrl ?? null) !== null;
  // Values of unknown width stand at the end of their lines, addresses on lines of their own.
  return [
    '-'.repeat(lineWidth),
    ...(input.takesReplies ? [wrapText(words.mail.reply), ''] : []),
    labelled(words.mail.viewInBrowser, digestUrl, words),
    ...(isShared ? [wrapText(words.mail.shareAddress)] : []),
    '',
    wrapText(words.mail.whyYouGetThis),
    `${words.labels.list}${colon}${reader.listName}`,
    `${words.mail.recipient}${colon}${reader.to}`,
    '',
    labelled(words.mail.leave, reader.unsubscribeUrl, words),
    labelled(words.mail.preferences, reader.preferencesUrl, words),
    '',
    writeSender(sender, words, brand?.footer),
  ].join('\n');
}

/** An address on a line of its own, under what it is for. */
export function labelled(label: string, address: string, words: Words): string {
  return `${label}${words.mail.colon.trimEnd()}\n${address}`;
}

/** Who sent it, where they are and how they are reached; before them the list's own line. */
export function writeSender(sender: Sender, words: Words, footer?: string): string {
  return [
    ...(footer === undefined ? [] : [wrapText(footer)]),
    wrapText(`${words.mail.sender}${words.mail.colon}${sender.name}`),
    wrapText(sender.address),
    labelled(words.labels.contact, sender.contact, words),
  ].join('\n');
}

function writeItem(mark: string, text: string): string {
  return wrapText(mark + text, ' '.repeat(displayWidth(mark)));
}

/** A text without marks; a link's address follows its label. */
function printText(text: string): string {
  return printNodes(parseInline(text));
}

function printNodes(nodes: readonly Inline[]): string {
  return nodes.map(printNode).join('');
}

function printNode(node: Inline): string {
  if (node.kind === 'text') return node.text;
  const label = printNodes(node.children);
  if (node.kind === 'strong' || label === node.href)
    return node.kind === 'link' ? encodeUrl(label) : label;
  return `${label} <${encodeUrl(node.href)}>`;
}
