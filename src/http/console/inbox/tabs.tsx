// The views of what digests are made from: what waits, what was put away, and the feeds.

import { consoleWordsFor } from '../../../words/console.ts';
import { Tabs } from '../ui/ways.tsx';

type View = 'waiting' | 'dismissed' | 'feeds';

const places: Record<View, string> = {
  waiting: '/console/inbox',
  dismissed: '/console/inbox?state=dismissed',
  feeds: '/console/feeds',
};

export function SourceTabs({ current, language }: { current: View; language: string }) {
  const words = consoleWordsFor(language).inbox;
  const tabs = (['waiting', 'feeds', 'dismissed'] as const).map((view) => ({
    href: places[view],
    label: words.tabs[view],
    isCurrent: view === current,
  }));
  return <Tabs label={words.views} tabs={tabs} />;
}
