// One feed: how it is, what stood in it, and what can be done with it.

import type { Page } from '../../../base/cursor.ts';
import type { ItemRow } from '../../../proposals/feeds/item-queries.ts';
import type { FeedView } from '../../../proposals/feeds/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { address } from '../shell/query.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Moment } from '../ui/moment.tsx';
import { Notice } from '../ui/notice.tsx';
import { Pager } from '../ui/ways.tsx';
import { ItemTable } from './items.tsx';
import { Health } from './table.tsx';

interface FeedPageProps extends ConsoleFrame {
  feed: FeedView;
  items: Page<ItemRow>;
  isFirst: boolean;
  isWriter: boolean;
  done: string | null;
}

export function FeedPage({ feed, items, isFirst, isWriter, done, ...frame }: FeedPageProps) {
  const { language } = frame;
  const { feeds: words, shell } = consoleWordsFor(language);
  const place = `/console/feeds/${feed.id}`;
  return (
    <ConsolePage {...frame} title={feed.title} current="inbox">
      <PageHeading
        text={feed.title}
        language={language}
        over={<a href="/console/feeds">{words.heading}</a>}
        lead={<Health feed={feed} language={language} />}
      />
      {done && words.done[done] ? <Notice tone="good">{words.done[done]}</Notice> : null}
      <Facts {...frame} feed={feed} isWriter={isWriter} />
      <Card heading={words.items}>
        {items.data.length === 0 ? (
          <p class="soft">{words.nothing}</p>
        ) : (
          <ItemTable
            {...frame}
            caption={words.items}
            items={items.data}
            isWriter={isWriter}
            action={place}
          />
        )}
      </Card>
      <Pager
        words={{ label: words.pages, first: shell.firstPage, next: shell.nextPage }}
        first={isFirst ? null : place}
        next={items.nextCursor === null ? null : address(place, { cursor: items.nextCursor })}
      />
      {isWriter ? <Change {...{ feed, language }} /> : null}
      {isWriter ? <Removal language={language} /> : null}
    </ConsolePage>
  );
}

function Facts({
  feed,
  isWriter,
  language,
  site,
}: ConsoleFrame & { feed: FeedView; isWriter: boolean }) {
  const words = consoleWordsFor(language).feeds;
  const { url, home, readAt, dueAt, everyMinutes, state } = feed;
  const moment = (at: string) => <Moment at={at} zone={site.timezone} language={language} />;
  const link = (to: string) => (
    <a href={to} rel="noopener noreferrer" target="_blank">
      {to}
    </a>
  );
  return (
    <Card heading={words.facts}>
      <div class="rows">
        <p>
          {words.source}: {link(url)}
          {home === null ? null : (
            <>
              <br />
              {words.home}: {link(home)}
            </>
          )}
        </p>
        <p class="soft">
          {words.readAt}: {readAt === null ? words.never : moment(readAt)}
          {dueAt === null ? null : (
            <>
              <br />
              {words.next} {moment(dueAt)} ({words.every(everyMinutes)})
            </>
          )}
        </p>
        {isWriter ? (
          <form method="post" class="actions">
            {state === 'active' ? (
              <>
                <Button name="do" value="read">
                  {words.readNow}
                </Button>
                <Button tone="quiet" name="do" value="pause">
                  {words.pause}
                </Button>
              </>
            ) : (
              <Button name="do" value="resume">
                {words.resume}
              </Button>
            )}
          </form>
        ) : null}
      </div>
    </Card>
  );
}

function Change({ feed, language }: { feed: FeedView; language: string }) {
  const words = consoleWordsFor(language).feeds;
  const { title, name, folder } = feed;
  return (
    <Card heading={words.change}>
      <form method="post" class="rows">
        <TextField
          name="name"
          label={words.name}
          hint={words.nameHint(title)}
          value={name ?? ''}
          maxlength={200}
          autocomplete="off"
        />
        <TextField
          name="folder"
          label={words.folder}
          hint={words.folderHint}
          value={folder ?? ''}
          maxlength={300}
          autocomplete="off"
        />
        <div class="actions">
          <Button name="do" value="save">
            {words.save}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Removal({ language }: { language: string }) {
  const words = consoleWordsFor(language).feeds;
  return (
    <Card heading={words.remove}>
      <form method="post" class="rows">
        <p class="soft">{words.removeLead}</p>
        <div class="actions">
          <Button tone="grave" name="do" value="remove">
            {words.remove}
          </Button>
        </div>
      </form>
    </Card>
  );
}
