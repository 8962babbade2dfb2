// Ways through what is too much for one view: tabs, pages, a menu.

import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

interface Tab {
  href: string;
  label: string;
  count?: string | undefined;
  isCurrent: boolean;
}

/** Views of one thing, each at an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.isCurrent ? 'page' : undefined}>
              {tab.label}
              {tab.count === undefined ? null : <span class="count">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface PagerProps {
  /** Its words: what these pages are of, back to the first, on to the next. */
  words: { label: string; first: string; next: string };
  /** Where the first page is, if this is another. */
  first: string | null;
  next: string | null;
}

/** By cursor: to the start and onward. Nothing where one page holds all. */
export function Pager({ words, first, next }: PagerProps) {
  if (first === null && next === null) return null;
  return (
    <nav class="pager" aria-label={words.label}>
      {first === null ? <span /> : <a href={first}>{words.first}</a>}
      {next === null ? null : (
        <a href={next} rel="next">
          {words.next} →
        </a>
      )}
    </nav>
  );
}

interface MenuProps {
  /** What it is a menu of, for who does not see where it stands. */
  label: string;
  children: Child;
}

/** What is done more rarely, behind three dots; opens without a script. */
export function Menu({ label, children }: MenuProps) {
  return (
    <details class="menu">
      <summary aria-label={label}>
        <Icon name="more" />
      </summary>
      <div>{children}</div>
    </details>
  );
}
