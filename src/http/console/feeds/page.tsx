// The feeds: one more, how each is, what is new in all of them, and lists in and out.

import type { ItemRow } from '../../../proposals/feeds/item-queries.ts';
import type { FeedView, OpmlReport } from '../../../proposals/feeds/schema.ts';
import type { FeedLink } from '../../../proposals/syndication/find-feeds.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { SourceTabs } from '../inbox/tabs.tsx';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Empty, Notice } from '../ui/notice.tsx';
import { ItemTable } from './items.tsx';
import { FeedTable } from './table.tsx';
import { Transfer } from './transfer.tsx';

const path = '/console/feeds';

/** What was typed, what is wrong with it, and what the page that it names offers. */
export interface AddForm {
  url: string;
  folder: string;
  error?: string | undefined;
  offers: readonly FeedLink[];
}

interface FeedsPageProps extends ConsoleFrame {
  feeds: readonly FeedView[];
  items: readonly ItemRow[];
  form: AddForm;
  isWriter: boolean;
  done: string | null;
  report: OpmlReport | string | null;
}

export function FeedsPage(props: FeedsPageProps) {
  const { feeds, items, form, isWriter, done, report, ...frame } = props;
  const { language } = frame;
  const words = consoleWordsFor(language).feeds;
  return (
    <ConsolePage {...frame} title={words.heading} current="inbox">
      <PageHeading text={words.heading} language={language} lead={words.lead} />
      <SourceTabs current="feeds" language={language} />
      {done && words.done[done] ? <Notice tone="good">{words.done[done]}</Notice> : null}
      {isWriter ? <AddCard {...{ form, language }} /> : null}
      <Card heading={words.list}>
        {feeds.length === 0 ? (
          <Empty heading={words.empty}>{words.emptyLead}</Empty>
        ) : (
          <FeedTable {...frame} feeds={feeds} />
        )}
      </Card>
      {items.length === 0 ? null : (
        <Card heading={words.newest}>
          <ItemTable
            {...frame}
            caption={words.newest}
            items={items}
            isWriter={isWriter}
            action={path}
          />
        </Card>
      )}
      <Transfer {...{ report, isWriter, language }} hasFeeds={feeds.length > 0} />
    </ConsolePage>
  );
}

function AddCard({ form, language }: { form: AddForm; language: string }) {
  const words = consoleWordsFor(language).feeds;
  const { url, folder, error, offers } = form;
  return (
    <Card heading={words.add}>
      <form method="post" action={path} class="rows">
        <TextField
          name="url"
          type="url"
          label={words.address}
          value={url}
          error={error}
          maxlength={2000}
          autocomplete="off"
          placeholder="https://"
          required
        />
        <TextField
          name="folder"
          label={words.folder}
          hint={words.folderHint}
          value={folder}
          maxlength={300}
          autocomplete="off"
        />
        <div class="actions">
          <Button tone="main" name="do" value="add">
            {words.addAction}
          </Button>
        </div>
      </form>
      {offers.length === 0 ? null : <Offers {...{ offers, folder, language }} />}
    </Card>
  );
}

function Offers({
  offers,
  folder,
  language,
}: Pick<AddForm, 'offers' | 'folder'> & { language: string }) {
  const words = consoleWordsFor(language).feeds;
  return (
    <Notice tone="careful" heading={words.choose}>
      {offers.map(({ url, title }) => (
        <form method="post" action={path} class="actions">
          <input type="hidden" name="url" value={url} />
          <input type="hidden" name="folder" value={folder} />
          <Button name="do" value="add">
            {title || url}
          </Button>
          <span class="note">{url}</span>
        </form>
      ))}
    </Notice>
  );
}
