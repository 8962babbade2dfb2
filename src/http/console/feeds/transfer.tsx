// Lists of feeds in and out, and what became of one that came in.

import type { OpmlReport } from '../../../proposals/feeds/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { tell } from '../tell.ts';
import { Button } from '../ui/button.tsx';
import { FormRow } from '../ui/form-row.tsx';
import { Card } from '../ui/heading.tsx';
import { Notice } from '../ui/notice.tsx';

interface TransferProps {
  /** What became of the lines of a list, or why it was not taken. */
  report: OpmlReport | string | null;
  isWriter: boolean;
  hasFeeds: boolean;
  language: string;
}

export function Transfer({ report, isWriter, hasFeeds, language }: TransferProps) {
  const words = consoleWordsFor(language).feeds;
  return (
    <Card
      heading={words.transfer}
      id="transfer"
      aside={hasFeeds ? <a href="/console/feeds/feeds.opml">{words.export}</a> : null}
    >
      <div class="rows">
        <p class="soft">{words.transferLead}</p>
        {report === null ? null : <Report {...{ report, language }} />}
        {isWriter ? (
          <form
            method="post"
            action="/console/feeds/opml#transfer"
            enctype="multipart/form-data"
            class="rows"
          >
            <FormRow name="file" label={words.file}>
              <input type="file" id="file" name="file" accept=".opml,.xml,text/xml" required />
            </FormRow>
            <div class="actions">
              <Button>{words.import}</Button>
            </div>
          </form>
        ) : null}
      </div>
    </Card>
  );
}

function Report({ report, language }: { report: OpmlReport | string; language: string }) {
  const words = consoleWordsFor(language).feeds;
  if (typeof report === 'string') return <Notice tone="bad">{tell(report, language)}</Notice>;
  const { added, known, leftOut } = report;
  return (
    <Notice tone={leftOut.length > 0 ? 'careful' : 'good'} heading={words.report(added, known)}>
      {leftOut.length === 0 ? null : (
        <>
          <p>{words.leftOut}</p>
          <ul>
            {leftOut.slice(0, 100).map(({ name, why }) => (
              <li>
                {name}: {tell(why, language)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
