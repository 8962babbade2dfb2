// What editors and keys have changed.

import type { AuditEntry } from '../../../access/audit/audit-queries.ts';
import type { Page } from '../../../base/cursor.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { operations } from '../../api/routes.ts';
import { nameOperation } from '../../endpoint/openapi.ts';
import { Card } from '../ui/heading.tsx';
import { Empty } from '../ui/notice.tsx';
import { Table } from '../ui/table.tsx';
import { Pager } from '../ui/ways.tsx';
import { Moment, type SettingsFrame, SettingsPage } from './frame.tsx';

interface AuditPageProps extends SettingsFrame {
  acts: Page<AuditEntry>;
  isFirstPage: boolean;
  /** Whose acts alone are shown. */
  actor: string | null;
}

const base = '/console/settings/audit';

export function AuditPage({ acts, isFirstPage, actor, ...frame }: AuditPageProps) {
  const words = consoleWordsFor(frame.language).settings.audit;
  const filter = actor === null ? '' : `actor=${actor}&`;
  const next = acts.nextCursor && `${base}?${filter}cursor=${acts.nextCursor}`;
  return (
    <SettingsPage {...frame} current="audit">
      <Card heading={words.heading} aside={<a href="/api/audit/export?format=csv">CSV</a>}>
        {actor === null ? null : (
          <p>
            <a href={base}>{words.all}</a>
          </p>
        )}
        {acts.data.length === 0 ? (
          <Empty heading={words.empty}>{words.emptyLine}</Empty>
        ) : (
          <Table
            caption={words.heading}
            rows={acts.data}
            columns={[
              { heading: words.when, cell: ({ at }) => <Moment at={at} frame={frame} /> },
              { heading: words.who, cell: (act) => <Actor act={act} words={words} /> },
              {
                heading: words.what,
                cell: ({ action }) => nameAct(action, frame.language),
              },
              { heading: words.onWhat, cell: ({ target }) => <code>{target}</code> },
              {
                heading: words.from,
                cell: ({ network, browser }) =>
                  [browser, network].filter(Boolean).join(', ') || words.unknown,
              },
            ]}
          />
        )}
        <Pager words={words.pager} first={isFirstPage ? null : base} next={next} />
      </Card>
    </SettingsPage>
  );
}

function Actor({ act, words }: { act: AuditEntry; words: { former: string; link: string } }) {
  if (act.actorKind === 'link') return <>{words.link}</>;
  return (
    <a href={`${base}?actor=${act.actorId}`}>
      <bdi>{act.actorName ?? words.former}</bdi>
    </a>
  );
}

/** In the editor's words where we have them, else in the API's. */
function nameAct(action: string, language: string): string {
  const known: Readonly<Record<string, string>> = consoleWordsFor(language).settings.acts;
  return known[action] ?? summaries().get(action) ?? action;
}

let named: ReadonlyMap<string, string> | undefined;

function summaries(): ReadonlyMap<string, string> {
  named ??= new Map(operations.map((one) => [nameOperation(one), one.summary]));
  return named;
}
