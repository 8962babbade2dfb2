// The views of what digests are made from: what waits, the feeds, what was used or put away.

import type { InboxState } from '../../../proposals/inbox/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Tabs } from '../ui/ways.tsx';

type View = InboxState | 'feeds';

const places: Record<View, string> = {
  waiting: '/console/inbox',
  used: '/console/inbox?state=used',
  dismissed: '/console/inbox?state=dismissed',
  feeds: '/console/feeds',
};

export function SourceTabs({ current, language }: { current: View; language: string }) {
  const words = consoleWordsFor(language).inbox;
  const tabs = (['waiting', 'feeds', 'used', 'dismissed'] as const).map((view) => ({
    href: places[view],
    label: words.tabs[view],
    isCurrent: view === current,
  }));
  return <Tabs label={words.views} tabs={tabs} />;
}
