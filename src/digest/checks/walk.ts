// Every text, link and image of a digest with its place.
import { flattenInline, type Inline, parseInline } from '../inline.ts';
import type { Digest, Image, Paragraph, Section } from '../schema.ts';

/** A text as it is stored; `isRich` says that marks in it mean something. */
export interface PlacedText {
  path: string;
  text: string;
  isRich: boolean;
}

export interface PlacedLink {
  path: string;
  href: string;
  label: string;
}

export interface PlacedImage {
  path: string;
  image: Image;
}

/** All texts in reading order, alternative texts and credits left out. */
export function listTexts(digest: Digest): PlacedText[] {
  return [
    plain('headline', digest.headline),
    ...(digest.lead === undefined ? [] : [rich('lead', digest.lead)]),
    ...digest.sections.flatMap((section, index) => listSection(section, `sections.${index}`)),
    ...listParagraphs(digest.closing, 'closing'),
    ...digest.conclusion.map((text, index) => rich(`conclusion.${index}`, text)),
  ];
}

/** All links a reader can follow: the sources and those inside texts. */
export function listLinks(digest: Digest): PlacedLink[] {
  const sources = digest.sections.flatMap(({ source }, index) => {
    const path = `sections.${index}.source.url`;
    return source === undefined ? [] : [{ path, href: source.url, label: source.title }];
  });
  const inside = listTexts(digest).flatMap(({ path, text, isRich }) =>
    isRich ? collectLinks(parseInline(text)).map((link) => ({ path, ...link })) : [],
  );
  return [...sources, ...inside];
}

/** The digest's own image and those of its sources. */
export function listImages(digest: Digest): PlacedImage[] {
  const own = digest.image === undefined ? [] : [{ path: 'image', image: digest.image }];
  const others = digest.sections.flatMap(({ source }, index) => {
    const path = `sections.${index}.source.image`;
    return source?.image === undefined ? [] : [{ path, image: source.image }];
  });
  return [...own, ...others];
}

function listSection({ heading, hook, opener, source, body }: Section, path: string): PlacedText[] {
  return [
    plain(`${path}.heading`, heading),
    ...(hook === undefined
      ? []
      : [plain(`${path}.hook.question`, hook.question), rich(`${path}.hook.answer`, hook.answer)]),
    ...listParagraphs(opener, `${path}.opener`),
    ...(source === undefined
      ? []
      : [
          plain(`${path}.source.title`, source.title),
          ...source.points.map((text, index) => rich(`${path}.source.points.${index}`, text)),
        ]),
    ...listParagraphs(body, `${path}.body`),
  ];
}

function listParagraphs(paragraphs: Paragraph[], path: string): PlacedText[] {
  return paragraphs.map(({ text }, index) => rich(`${path}.${index}.text`, text));
}

function collectLinks(nodes: Inline[]): { href: string; label: string }[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return [];
    if (node.kind === 'strong') return collectLinks(node.children);
    return [{ href: node.href, label: flattenInline(node.children) }];
  });
}

function plain(path: string, text: string): PlacedText {
  return { path, text, isRich: false };
}

function rich(path: string, text: string): PlacedText {
  return { path, text, isRich: true };
}
