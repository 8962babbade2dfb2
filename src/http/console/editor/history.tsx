// The history of a digest: who, when, what changed; and the way back to any of it.

import type { EditorCaller } from '../../../access/caller.ts';
import { readDigest } from '../../../digest/store.ts';
import { type HistoryEntry, readHistory } from '../../../editing/history/history.ts';
import { keepRevision } from '../../../editing/working-copy/keep.ts';
import { readCopy, saveCopy } from '../../../editing/working-copy/save.ts';
import { toFields } from '../../../editing/working-copy/to-fields.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { fill } from '../../../words/fill.ts';
import type { AppContext } from '../../context.ts';
import { type ConsoleFrame, frameOf } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Chip, Empty } from '../ui/notice.tsx';
import type { EditorWords } from './control.tsx';
import { namePlace } from './place.ts';

interface HistoryProps extends ConsoleFrame {
  id: string;
  headline: string;
  entries: readonly HistoryEntry[];
  older: string | null;
  /** A moment on the house's clock. */
  timeOf(moment: string): string;
  nameOf(id: string | null): string | null;
  mayWrite: boolean;
}

export function HistoryPage(props: HistoryProps) {
  const { id, headline, entries, older, language } = props;
  const words = consoleWordsFor(language).editor;
  const { historyPage } = words;
  return (
    <ConsolePage {...props} title={historyPage.title} current="digests" styles={['editor']}>
      <PageHeading
        text={historyPage.title}
        over={headline || words.untitled}
        language={language}
        lead={historyPage.lead}
        actions={
          <>
            <ButtonLink href={`/console/digests/${id}`}>{historyPage.back}</ButtonLink>
            <ButtonLink href="/console/restore" tone="quiet">
              {words.restore.title}
            </ButtonLink>
          </>
        }
      />
      {entries.length === 0 ? (
        <Card>
          <Empty heading={historyPage.title}>{historyPage.none}</Empty>
        </Card>
      ) : null}
      {entries.map((entry, index) => (
        <Entry {...props} entry={entry} isNewest={index === 0} words={words} />
      ))}
      {older === null ? null : (
        <p>
          <a href={`/console/digests/${id}/history?cursor=${encodeURIComponent(older)}`}>
            {historyPage.older}
          </a>
        </p>
      )}
    </ConsolePage>
  );
}

interface EntryProps extends HistoryProps {
  entry: HistoryEntry;
  isNewest: boolean;
  words: EditorWords;
}

function Entry({ id, entry, isNewest, words, timeOf, nameOf, mayWrite }: EntryProps) {
  const { revision, createdAt, createdBy, changes } = entry;
  const { historyPage } = words;
  const who = nameOf(createdBy) ?? historyPage.someone;
  return (
    <Card
      heading={fill(words.revision, { number: revision })}
      aside={fill(historyPage.made, { time: timeOf(createdAt), who })}
    >
      {changes === null ? <p class="soft">{historyPage.first}</p> : null}
      {changes?.length === 0 ? <p class="soft">{historyPage.same}</p> : null}
      {changes && changes.length > 0 ? (
        <table class="both">
          <thead>
            <tr>
              <th scope="col">{historyPage.changed}</th>
              <th scope="col">{historyPage.before}</th>
              <th scope="col">{historyPage.after}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ path, before, after }) => (
              <tr>
                <th scope="row">{namePlace(words.fields, path)}</th>
                <td>{before || words.conflict.empty}</td>
                <td>{after || words.conflict.empty}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {isNewest ? <Chip>{historyPage.current}</Chip> : null}
      {mayWrite && !isNewest ? (
        <form method="post" action={`/console/digests/${id}/history`}>
          <input type="hidden" name="revision" value={revision} />
          <Button>{historyPage.restore}</Button>
        </form>
      ) : null}
    </Card>
  );
}

const perPage = 20;

export async function historyOf(c: AppContext, editor: EditorCaller, id: string) {
  const { db } = c.var.deps();
  const copy = await readCopy(db, id);
  const about = { ...frameOf(c, editor), id, headline: copy.fields.headline.trim() };
  if (copy.revision === null) return { ...about, entries: [], older: null };
  const cursor = c.req.query('cursor');
  const page = { limit: perPage, ...(cursor === undefined ? {} : { cursor }) };
  const { entries, nextCursor } = await readHistory(db, id, page);
  return { ...about, entries, older: nextCursor };
}

/** What is typed now is kept as a revision first, where it is one: then the old one becomes the newest. */
export async function restoreRevision(
  c: AppContext,
  editor: EditorCaller,
  id: string,
  revision: number,
): Promise<void> {
  const { db, env } = c.var.deps();
  const { content } = await readDigest(db, id, revision);
  const typed = await readCopy(db, id);
  if (typed.errors.length === 0) await keepRevision(db, id, editor.id, env.TIMEZONE);
  const copy = await readCopy(db, id);
  const input = {
    face: 'fields' as const,
    fields: toFields(content),
    basedOn: copy.revision,
    unplaced: [],
  };
  await saveCopy(db, id, input, (version) => version === copy.version, editor.id);
  await keepRevision(db, id, editor.id, env.TIMEZONE);
}
