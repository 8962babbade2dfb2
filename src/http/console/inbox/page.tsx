// The inbox: what waits, chosen for a proposal or put away, and the ways into it.

import type { Page } from '../../../base/cursor.ts';
import type { InboxItemView, InboxState } from '../../../proposals/inbox/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { address } from '../shell/query.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Empty, Notice } from '../ui/notice.tsx';
import { Pager } from '../ui/ways.tsx';
import { bookmarkletFor } from './bookmarklet.ts';
import { DoorCard, type ShownDoor } from './door.tsx';
import { InboxTable } from './table.tsx';
import { SourceTabs } from './tabs.tsx';

const path = '/console/inbox';

interface InboxPageProps extends ConsoleFrame {
  items: Page<InboxItemView>;
  state: InboxState;
  isFirst: boolean;
  isWriter: boolean;
  /** What was just done, by its name, and the item it was done to. */
  done: { what: string; item: string | null } | null;
  /** The editor's address for mail; null where no mail comes, and `address` null until they make one. */
  door: ShownDoor | null;
  /** What is wrong with the address, or with what was chosen. */
  wrong: { address?: string | undefined; typed?: string; choice?: string };
}

export function InboxPage(props: InboxPageProps) {
  const { items, state, isFirst, isWriter, done, wrong, door, ...frame } = props;
  const { language } = frame;
  const { inbox: words, shell } = consoleWordsFor(language);
  const stateOf = state === 'waiting' ? null : state;
  return (
    <ConsolePage {...frame} title={words.heading} current="inbox">
      <PageHeading text={words.heading} language={language} lead={words.lead} />
      <SourceTabs current={state} language={language} />
      <DoneNotice {...{ done, language }} />
      {wrong.choice ? <Notice tone="bad">{wrong.choice}</Notice> : null}
      {isWriter && state === 'waiting' ? <AddForm {...{ wrong, language }} /> : null}
      <Card>
        {items.data.length === 0 ? (
          <NothingHere {...{ state, language }} />
        ) : (
          <InboxTable {...frame} items={items.data} {...{ state, isWriter }} />
        )}
      </Card>
      <Pager
        words={{ label: words.pages, first: shell.firstPage, next: shell.nextPage }}
        first={isFirst ? null : address(path, { state: stateOf })}
        next={
          items.nextCursor === null
            ? null
            : address(path, { state: stateOf, cursor: items.nextCursor })
        }
      />
      {isWriter && state === 'waiting' ? <Elsewhere {...frame} /> : null}
      {door === null ? null : <DoorCard {...frame} door={door} />}
    </ConsolePage>
  );
}

function DoneNotice({ done, language }: Pick<InboxPageProps, 'done'> & { language: string }) {
  const words = consoleWordsFor(language).inbox;
  const said = done === null ? undefined : words.done[done.what];
  if (done === null || said === undefined) return null;
  const undo =
    done.what === 'dismissed' && done.item !== null ? (
      <form method="post" action={path}>
        <Button tone="quiet" name="do" value={`restore:${done.item}`}>
          {words.undo}
        </Button>
      </form>
    ) : undefined;
  return (
    <Notice tone="good" actions={undo}>
      {said}
    </Notice>
  );
}

function AddForm({ wrong, language }: Pick<InboxPageProps, 'wrong'> & { language: string }) {
  const words = consoleWordsFor(language).inbox;
  return (
    <Card heading={words.add}>
      <form method="post" action={path} class="rows">
        <TextField
          name="url"
          type="url"
          label={words.address}
          value={wrong.typed}
          error={wrong.address}
          maxlength={2000}
          autocomplete="off"
          placeholder="https://"
          required
        />
        <div class="actions">
          <Button name="do" value="add">
            {words.addAction}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function NothingHere({ state, language }: { state: InboxPageProps['state']; language: string }) {
  const words = consoleWordsFor(language).inbox;
  if (state === 'used') return <Empty heading={words.emptyUsed}>{words.emptyUsedLead}</Empty>;
  if (state === 'dismissed') {
    return <Empty heading={words.emptyDismissed}>{words.emptyDismissedLead}</Empty>;
  }
  const toFeeds = <ButtonLink href="/console/feeds">{words.toFeeds}</ButtonLink>;
  return (
    <Empty heading={words.empty} actions={toFeeds}>
      {words.emptyLead}
    </Empty>
  );
}

function Elsewhere({ site, language }: ConsoleFrame) {
  const words = consoleWordsFor(language).inbox;
  return (
    <div class="columns even">
      <Card heading={words.bookmarklet}>
        <div class="rows">
          <p class="soft">{words.bookmarkletLead}</p>
          <p>
            <a class="button plain" href={bookmarkletFor(site.url)} draggable>
              {words.bookmarkletName}
            </a>
          </p>
        </div>
      </Card>
      <Card heading={words.share}>
        <p class="soft">{words.shareLead}</p>
      </Card>
    </div>
  );
}
