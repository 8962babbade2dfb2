// What every page is framed by: head, masthead, main, foot.

import type { Child } from 'hono/jsx';
import { type Words, wordsFor } from '../../words/words.ts';
import { directionOf, straighten } from './language.ts';
import type { Site } from './site.ts';

export interface Frame {
  site: Site;
  /** BCP 47, of the page's content; our own words follow it as far as they can. */
  language: string;
}

interface LayoutProps extends Frame {
  title: string;
  description?: string;
  /** The page's one address, from the first slash; pages with a token have none. */
  path?: string;
  /** Pages that are not for search engines. */
  isPrivate?: boolean;
  /** Styles of the page's own, beside those of all. */
  styles?: readonly ('archive' | 'digest' | 'correction')[];
  /** More for the head: Open Graph, feeds, structured data. */
  head?: Child;
  children: Child;
}

export function Layout(props: LayoutProps) {
  const { site, language } = props;
  const words = wordsFor(language);
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f7f3ea" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#151210" media="(prefers-color-scheme: dark)" />
        <title>{titleOf(props.title, site)}</title>
        {props.description ? (
          <meta name="description" content={straighten(props.description)} />
        ) : null}
        {props.isPrivate ? <meta name="robots" content="noindex" /> : null}
        {props.path ? <link rel="canonical" href={site.url + props.path} /> : null}
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/mark.png" />
        <link rel="stylesheet" href="/assets/site.css" />
        <link rel="stylesheet" href="/assets/sheets.css" />
        {props.styles?.map((name) => (
          <link rel="stylesheet" href={`/assets/${name}.css`} />
        ))}
        {props.head}
      </head>
      <body>
        <a class="skip" href="#main">
          {words.frame.skip}
        </a>
        <header class="masthead">
          <a class="brand" href="/">
            <img src="/mark.svg" width="32" height="32" alt="" />
            {site.name}
          </a>
          <nav aria-label={words.frame.pages}>
            <ul>
              <li>
                <a href="/">{words.frame.archive}</a>
              </li>
              <li>
                <a href="/subscribe">{words.frame.subscribe}</a>
              </li>
            </ul>
          </nav>
        </header>
        <main id="main">{props.children}</main>
        <Foot site={site} words={words} />
      </body>
    </html>
  );
}

function Foot({ site, words }: { site: Site; words: Words }) {
  return (
    <footer class="foot">
      <div>
        <address>
          {words.frame.publisher}
          {site.name}
          {site.postal ? (
            <>
              <br />
              {site.postal}
            </>
          ) : null}
        </address>
        <ul>
          <li>
            <a href={`mailto:${site.contact}`}>{words.labels.contact}</a>
          </li>
          <li>
            <a href="/privacy">{words.frame.privacy}</a>
          </li>
          <li>
            <a href="/feed.xml">RSS</a>
          </li>
          <li>
            <a href="/atom.xml">Atom</a>
          </li>
          <li>
            <a href="/feed.json">JSON Feed</a>
          </li>
        </ul>
      </div>
    </footer>
  );
}

function titleOf(title: string, site: Site): string {
  const plain = straighten(title);
  return plain === site.name ? plain : `${plain} | ${site.name}`;
}
