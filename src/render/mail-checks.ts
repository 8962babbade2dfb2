// The checks that need the rendered mail: ways out, links, pictures. Size and content are
// `checkDigest`'s.

import { findLowContrasts, palettesOf } from '../../emails/palette.ts';
import type { Check, CheckResult } from '../digest/checks/checks.ts';
import { findSameWords } from '../digest/checks/link-texts.ts';
import type { Brand } from './brand.ts';
import { findForeignFeatures } from './features.ts';
import type { FrozenMail } from './frozen-mail.ts';
import { type PersonalValues, personaliseOne } from './personalise.ts';

/** Stand-ins that no mail holds by itself, so that finding one means the slot is there. */
const values: PersonalValues = {
  to: 'reader@example.com',
  subscriber: '1',
  batch: '1',
  list: '1',
  listSlug: 'list',
  listName: 'list',
  unsubscribeUrl: 'https://check.invalid/unsubscribe',
  unsubscribeToken: 'unsubscribe',
  preferencesUrl: 'https://check.invalid/preferences',
};

/** Looks at a mail as one reader would get it. Each `path` names the part of the message. */
export function checkMail(frozen: FrozenMail, brand: Brand | null = null): CheckResult {
  const { html, text, headers } = personaliseOne(frozen, values);
  const links = readLinks(html);
  const origin = URL.parse(frozen.digestUrl)?.origin ?? '';
  return {
    errors: [
      ...demandLink(values.unsubscribeUrl, 'unsubscribe', { html, text }, links),
      ...demandLink(frozen.digestUrl, 'view', { html, text }, links),
      ...(headers['List-Unsubscribe']?.includes(values.unsubscribeUrl)
        ? []
        : [found('unsubscribe_missing', 'headers', 'Restore the header List-Unsubscribe')]),
      ...links.flatMap(({ href }) => checkScheme(href, origin)),
    ],
    warnings: [
      ...checkLinkTexts(links),
      ...checkPictures(html),
      ...checkFeatures(html),
      ...checkColours(brand),
    ],
  };
}

interface RenderedLink {
  href: string;
  label: string;
}

function readLinks(html: string): RenderedLink[] {
  return [...html.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map((match) => ({
    href: decode(match[1] ?? ''),
    label: decode((match[2] ?? '').replace(/<[^>]*>/g, '')).trim(),
  }));
}

function demandLink(
  href: string,
  name: 'unsubscribe' | 'view',
  parts: { html: string; text: string },
  links: readonly RenderedLink[],
): Check[] {
  const missing = [
    ...(links.some((link) => link.href === href) ? [] : ['html']),
    ...(parts.text.includes(href) ? [] : ['text']),
  ];
  return missing.map((part) =>
    found(`${name}_missing`, part, `Restore the ${name} link of the ${part} part`),
  );
}

/** Our own links may be http, as on a developer's machine; nobody else's. */
function checkScheme(href: string, origin: string): Check[] {
  if (/^(https:\/\/|mailto:)/.test(href) || href.startsWith(`${origin}/`)) return [];
  const message = `Let ${href.slice(0, 80)} start with https:// or mailto:`;
  return [found('link_scheme', 'html', message)];
}

function checkLinkTexts(links: readonly RenderedLink[]): Check[] {
  return findSameWords(links).map(({ link: { label, href }, other }) => {
    const message = `Give one of the links “${label}” other words: they lead to ${other} and ${href}`;
    return found('link_text_duplicate', 'html', message);
  });
}

function checkPictures(html: string): Check[] {
  return [...html.matchAll(/<img [^>]*>/g)].flatMap(([tag]) => {
    const lacks = ['alt', 'width', 'height'].filter((name) => !tag.includes(` ${name}="`));
    if (lacks.length === 0) return [];
    return [found('image_incomplete', 'html', `Give the picture its ${lacks.join(', ')}: ${tag}`)];
  });
}

/** Content cannot bring any: a finding means that a template was changed without looking it up. */
function checkFeatures(html: string): Check[] {
  return findForeignFeatures(html).map((feature) =>
    found('feature_unknown', 'html', `Look up at caniemail.com who can read “${feature}”`),
  );
}

/** Refused when a brand is saved; said again for one that was saved under other rules. */
function checkColours(brand: Brand | null): Check[] {
  if (brand?.accent === undefined) return [];
  return findLowContrasts(palettesOf(brand.accent)).map((pair) =>
    found('contrast_low', 'brand.accent', `Choose a darker accent colour: ${pair} of 4.5`),
  );
}

function found(code: string, path: string, message: string): Check {
  return { code, path, message };
}

/** The five entities our renderer writes. */
function decode(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
