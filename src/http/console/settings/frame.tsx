// What the pages of the settings share: the heading, the way between them, how they say a moment.

import type { Child } from 'hono/jsx';
import type { EditorCaller, Role } from '../../../access/caller.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext } from '../../context.ts';
import { type ConsoleFrame, frameOf } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { PageHeading } from '../ui/heading.tsx';
import { Notice } from '../ui/notice.tsx';
import { Tabs } from '../ui/ways.tsx';

const pages = ['sessions', 'editors', 'keys', 'audit'] as const;
type SettingsPageName = (typeof pages)[number];

export interface SettingsFrame extends ConsoleFrame {
  role: Role;
  /** What a form could not do, and why. */
  problem?: string | undefined;
}

export function settingsFrame(
  c: AppContext,
  editor: EditorCaller,
  problem?: string,
): SettingsFrame {
  return { ...frameOf(c, editor), role: editor.role, problem };
}

interface SettingsPageProps extends SettingsFrame {
  current: SettingsPageName;
  children: Child;
  scripts?: readonly string[];
}

/** Everybody has sessions; who comes in, and what was done, is for owners. */
export function SettingsPage({ current, children, problem, role, ...frame }: SettingsPageProps) {
  const words = consoleWordsFor(frame.language).settings;
  const shown = pages.filter((name) => name === 'sessions' || role === 'owner');
  const tabs = shown.map((name) => ({
    href: `/console/settings/${name}`,
    label: words.pages[name],
    isCurrent: name === current,
  }));
  const title = `${words.pages[current]} ・ ${words.heading}`;
  return (
    <ConsolePage {...frame} title={title} current="settings">
      <PageHeading text={words.heading} language={frame.language} />
      {tabs.length > 1 ? <Tabs label={words.heading} tabs={tabs} /> : null}
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
      {children}
    </ConsolePage>
  );
}

/** In the house's zone. */
export function Moment({ at, frame }: { at: string; frame: ConsoleFrame }) {
  const format = new Intl.DateTimeFormat(frame.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: frame.site.timezone,
  });
  return <time datetime={at}>{format.format(new Date(at))}</time>;
}
