// Articles out of feeds, each with the star that puts it into the inbox.

import type { ItemRow } from '../../../proposals/feeds/item-queries.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Day } from '../../ui/text.tsx';
import type { ConsoleFrame } from '../shell/frame.ts';
import { Button } from '../ui/button.tsx';
import { Moment } from '../ui/moment.tsx';
import { Chip } from '../ui/notice.tsx';
import { type Column, Table } from '../ui/table.tsx';

interface ItemTableProps extends ConsoleFrame {
  caption: string;
  items: readonly ItemRow[];
  isWriter: boolean;
  /** Where the star leads back to: the page it stands on. */
  action: string;
}

export function ItemTable(props: ItemTableProps) {
  const { caption, items, isWriter, action, language, site } = props;
  const { feeds: words, inbox } = consoleWordsFor(language);
  const columns: Column<ItemRow>[] = [
    {
      heading: inbox.columns.pick,
      cell: ({ url, title, publisher, feedTitle, publishedOn }) => (
        <>
          <a href={url} rel="noopener noreferrer" target="_blank">
            {title}
          </a>
          <span class="note">
            {publisher ?? feedTitle}
            {publishedOn ? (
              <>
                {' '}
                ・ <Day day={publishedOn} language={language} />
              </>
            ) : null}
          </span>
        </>
      ),
    },
    {
      heading: inbox.columns.found,
      cell: ({ foundAt }) => (
        <Moment at={foundAt} zone={site.timezone} language={language} form="brief" />
      ),
    },
    {
      heading: words.star,
      isAct: true,
      cell: ({ id, title, inInbox }) =>
        inInbox ? (
          <Chip tone="good">★ {words.starred}</Chip>
        ) : isWriter ? (
          <Button tone="quiet" name="do" value={`star:${id}`} aria-label={words.starOf(title)}>
            ☆ {words.star}
          </Button>
        ) : null,
    },
  ];
  return (
    <form method="post" action={action}>
      <Table caption={caption} columns={columns} rows={items} />
    </form>
  );
}
