// How public routes answer: which form, which language, which headers.

import { accepts } from 'hono/accepts';
import type { Child } from 'hono/jsx';
import { findUiLanguage, type UiLanguage, uiLanguageOf, uiLanguages } from '../../words/words.ts';
import type { AppContext } from '../context.ts';
import { pagePolicy } from '../policy.ts';
import { readSite, type Site } from './site.ts';

/** For pages whose address holds a token: kept by nobody, found by nobody, told to nobody else. */
export const privateHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  // Not `no-referrer`: with it, browsers send `Origin: null` from our own forms.
  'referrer-policy': 'same-origin',
};

/** For pages everybody may read; for `seconds` a copy may be shown without asking again. */
export function publicHeaders(seconds: number): Record<string, string> {
  return { 'cache-control': `public, max-age=${seconds}, must-revalidate` };
}

/** The page as an answer. `vary` on what it was chosen by, so that caches keep them apart. */
export async function answerPage(
  page: Child,
  headers: Readonly<Record<string, string>>,
  status = 200,
): Promise<Response> {
  const markup = `<!doctype html>${await page}`;
  return new Response(markup, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': /<html lang="([\w-]+)"/.exec(markup)?.[1] ?? 'en',
      'content-security-policy': pagePolicy,
      vary: 'accept, accept-language',
      ...headers,
    },
  });
}

/** JSON for a program that would rather have it. */
export function answerJson(
  body: object,
  headers: Readonly<Record<string, string>>,
  status = 200,
): Response {
  return Response.json(body, {
    status,
    headers: { vary: 'accept, accept-language', ...headers },
  });
}

/** True if the caller would rather have JSON; who says nothing gets a page. */
export function wantsJson(c: AppContext): boolean {
  const supports = ['text/html', 'application/json'];
  return accepts(c, { header: 'Accept', supports, default: 'text/html' }) === 'application/json';
}

/** The language of our words for this reader: the person's own, else what the browser asks for. */
export function readLanguage(c: AppContext, own: string | null = null): UiLanguage {
  if (own !== null) return uiLanguageOf(own);
  const tag = accepts(c, {
    header: 'Accept-Language',
    supports: [...uiLanguages],
    default: 'en',
    match(wanted, { default: fallback }) {
      const known = wanted.filter(({ type, q }) => q > 0 && findUiLanguage(type) !== null);
      return known.sort((a, b) => b.q - a.q)[0]?.type ?? fallback;
    },
  });
  return uiLanguageOf(tag);
}

/** The languages the browser asks for, by their primary subtags, the most wanted first. */
export function readLanguages(c: AppContext): string[] {
  const parts = (c.req.header('accept-language') ?? '').slice(0, 1000).split(',');
  const asked = parts.map((part) => {
    const [tag = '', ...settings] = part.trim().toLowerCase().split(/[-;]/);
    const weight = /q=([\d.]+)/.exec(settings.join(';'))?.[1] ?? '1';
    return { tag, weight: Number(weight) };
  });
  const wanted = asked.filter(({ tag, weight }) => /^[a-z]{2,8}$/.test(tag) && weight > 0);
  return [...new Set(wanted.sort((a, b) => b.weight - a.weight).map(({ tag }) => tag))];
}

export function siteOf(c: AppContext): Site {
  return readSite(c.var.deps().env);
}
