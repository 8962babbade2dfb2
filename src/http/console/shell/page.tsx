// The frame of every page of the console: navigation in its place, the page, who is signed in.

import type { Child } from 'hono/jsx';
import { consoleWordsFor } from '../../../words/console.ts';
import { uiLanguages } from '../../../words/words.ts';
import { directionOf, nameLanguage, straighten } from '../../ui/language.ts';
import { Icon } from '../ui/icon.tsx';
import type { ConsoleFrame } from './frame.ts';
import { Overlays } from './overlays.tsx';

/** The rooms that have a page, in the order of the navigation. */
export const rooms = {
  today: '/console',
  digests: '/console/digests',
  inbox: '/console/inbox',
  sends: '/console/sends',
  rhythms: '/console/rhythms',
  lists: '/console/lists',
  settings: '/console/settings',
} as const;
type Room = keyof typeof rooms;

interface ConsolePageProps extends ConsoleFrame {
  /** The words of the window's title; the page's `h1` stands among its children. */
  title: string;
  /** The room it belongs to; null for none. */
  current: Room | null;
  /** How many things wait in a room, beside its name. */
  counts?: Partial<Record<Room, number>>;
  /** Of `scripts/NAME.ts`, beside the console's own. */
  scripts?: readonly string[];
  /** Of `styles/NAME.css`, beside the console's own. */
  styles?: readonly string[];
  /** A bar over the page that stays while it scrolls: a title with its state, and what can be done. */
  bar?: Child;
  children: Child;
}

/** htmx evaluates nothing (our policy forbids it), and writes no styles into the page. */
const htmxConfig = JSON.stringify({ includeIndicatorCSS: false, history: false });

export function ConsolePage(props: ConsolePageProps) {
  const { site, language, editor } = props;
  const words = consoleWordsFor(language).shell;
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f7f3ea" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#151210" media="(prefers-color-scheme: dark)" />
        <meta name="robots" content="noindex" />
        <meta name="htmx-config" content={htmxConfig} />
        <title>{`${straighten(props.title)} | ${site.name}`}</title>
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
        <link rel="manifest" href="/console/manifest.webmanifest" />
        <link rel="stylesheet" href="/assets/site.css" />
        <link rel="stylesheet" href="/assets/console/console.css" />
        {props.styles?.map((name) => (
          <link rel="stylesheet" href={`/assets/console/${name}.css`} />
        ))}
        <script type="module" src="/assets/console/console.js" />
        {props.scripts?.map((name) => (
          <script type="module" src={`/assets/console/${name}.js`} />
        ))}
      </head>
      <body class={editor ? 'console' : 'console door'}>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <header class="side">
          <a class="brand" href="/console">
            <img src="/mark.svg" width="28" height="28" alt="" />
            <span>{site.name}</span>
          </a>
          {editor ? <FindLink language={language} /> : null}
          {editor ? <Navigation {...props} /> : null}
        </header>
        <main id="main" tabindex={-1}>
          {props.bar ? <div class="bar">{props.bar}</div> : null}
          <div class="room">{props.children}</div>
        </main>
        <Who {...props} />
        <Overlays language={language} isSignedIn={editor !== null} />
      </body>
    </html>
  );
}

function Navigation({ current, counts = {}, language }: ConsolePageProps) {
  const words = consoleWordsFor(language).shell;
  return (
    <nav class="rooms" aria-label={words.navigation}>
      <ul>
        {(Object.entries(rooms) as [Room, string][]).map(([room, href]) => (
          <li>
            <a href={href} aria-current={room === current ? 'page' : undefined}>
              <Icon name={room} />
              <span>{words.rooms[room]}</span>
              {counts[room] ? <b class="count">{counts[room]}</b> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Opens the palette; without a script a page. At the side, and on a phone at the foot. */
function FindLink({ language }: { language: string }) {
  return (
    <a class="find" href="/console/find" data-finds="">
      <Icon name="search" />
      {consoleWordsFor(language).shell.find}
      <kbd>Ctrl K</kbd>
    </a>
  );
}

/** Who is signed in, the way out, and the languages. */
function Who({ editor, language, here }: ConsolePageProps) {
  const words = consoleWordsFor(language).shell;
  return (
    <footer class="who">
      {editor ? <FindLink language={language} /> : null}
      {editor ? (
        <form method="post" action="/console/sign-out">
          <p>
            <bdi>{editor.name || editor.address}</bdi>
            <span class="soft small">{words.roles[editor.role]}</span>
          </p>
          <button type="submit" class="link">
            {words.signOut}
          </button>
        </form>
      ) : null}
      <form method="post" action="/console/language" class="languages">
        <input type="hidden" name="to" value={here} />
        <fieldset>
          <legend class="away">{words.languageSwitch}</legend>
          {uiLanguages.map((tag) => (
            <button
              type="submit"
              name="language"
              value={tag}
              lang={tag}
              class="link"
              aria-pressed={tag === language ? 'true' : 'false'}
            >
              {nameLanguage(tag)}
            </button>
          ))}
        </fieldset>
      </form>
    </footer>
  );
}
