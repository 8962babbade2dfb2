// Articles of the inbox in rows: each to be chosen, put away or taken back.

import type { InboxItemView, InboxState } from '../../../proposals/inbox/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Day } from '../../ui/text.tsx';
import type { ConsoleFrame } from '../shell/frame.ts';
import { Button } from '../ui/button.tsx';
import { Moment } from '../ui/moment.tsx';
import { type Column, Table } from '../ui/table.tsx';

interface InboxTableProps extends ConsoleFrame {
  items: readonly InboxItemView[];
  state: InboxState;
  isWriter: boolean;
}

/** One form for all of them: the boxes go with the button under it, the other buttons name their row. */
export function InboxTable({ items, state, isWriter, language, site }: InboxTableProps) {
  const words = consoleWordsFor(language).inbox;
  const mayPick = isWriter && state === 'waiting';
  const columns: Column<InboxItemView>[] = [
    {
      heading: words.columns.pick,
      cell: (item) => <Article {...{ item, mayPick, language }} zone={site.timezone} />,
    },
    { heading: words.columns.came, cell: ({ came }) => words.came[came] },
    {
      heading: words.columns.found,
      cell: ({ foundAt }) => (
        <Moment at={foundAt} zone={site.timezone} language={language} form="brief" />
      ),
    },
  ];
  const act = state === 'dismissed' ? 'restore' : 'dismiss';
  const put: Column<InboxItemView> = {
    heading: words.columns.more,
    isAct: true,
    cell: (item) => (
      <Button
        tone="quiet"
        name="do"
        value={`${act}:${item.id}`}
        aria-label={words[`${act}Of`](nameOf(item))}
      >
        {words[act]}
      </Button>
    ),
  };
  return (
    <form method="post" action="/console/inbox">
      <Table caption={words.list} columns={isWriter ? [...columns, put] : columns} rows={items} />
      {mayPick ? (
        <div class="actions">
          <Button tone="main" name="do" value="propose">
            {words.propose}
          </Button>
          <span class="soft small">{words.proposeHint}</span>
        </div>
      ) : null}
    </form>
  );
}

interface ArticleProps {
  item: InboxItemView;
  mayPick: boolean;
  language: string;
  zone: string;
}

function Article({ item, mayPick, language, zone }: ArticleProps) {
  const { id, url, publisher, publishedOn, usedIn } = item;
  const words = consoleWordsFor(language).inbox;
  const host = URL.parse(url)?.hostname ?? url;
  const box = `pick-${id}`;
  return (
    <div class={mayPick ? 'choice' : undefined}>
      {mayPick ? <input type="checkbox" id={box} name="item" value={id} /> : null}
      <div>
        {mayPick ? <label for={box}>{nameOf(item)}</label> : nameOf(item)}
        <span class="note">
          <a href={url} rel="noopener noreferrer" target="_blank">
            {publisher ?? host}
          </a>
          {publishedOn ? (
            <>
              {' '}
              ・ <Day day={publishedOn} language={language} />
            </>
          ) : null}
        </span>
        {usedIn ? (
          <span class="note">
            <a href={`/console/digests/${usedIn.digestId}`}>{words.usedIn}</a>
            {' ・ '}
            <Moment at={usedIn.usedAt} zone={zone} language={language} form="brief" />
          </span>
        ) : null}
      </div>
    </div>
  );
}

/** Its title; its address while nobody has named one. */
function nameOf({ title, url }: InboxItemView): string {
  return title || url.replace(/^https?:\/\//, '');
}
