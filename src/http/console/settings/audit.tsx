// What editors and keys have changed.

import type { Actor, AuditEntry } from '../../../access/audit/audit-queries.ts';
import type { Page } from '../../../base/cursor.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { operations } from '../../api/routes.ts';
import { nameOperation } from '../../endpoint/openapi.ts';
import { address } from '../shell/query.ts';
import { Card } from '../ui/heading.tsx';
import { Empty } from '../ui/notice.tsx';
import { Table } from '../ui/table.tsx';
import { Pager } from '../ui/ways.tsx';
import { AuditFilter, type ShownActs } from './audit-filter.tsx';
import { Moment, type SettingsFrame, SettingsPage } from './frame.tsx';

interface AuditPageProps extends SettingsFrame {
  acts: Page<AuditEntry>;
  isFirstPage: boolean;
  shown: ShownActs;
  /** Whose acts one can choose. */
  actors: readonly Actor[];
}

const base = '/console/settings/audit';

export function AuditPage({ acts, isFirstPage, shown, actors, ...frame }: AuditPageProps) {
  const words = consoleWordsFor(frame.language).settings.audit;
  const { language, site } = frame;
  const isNarrowed = Object.values(shown).some((one) => one !== null);
  const file = address('/api/audit/export', { ...shown, format: 'csv' });
  const next = acts.nextCursor && address(base, { ...shown, cursor: acts.nextCursor });
  return (
    <SettingsPage {...frame} current="audit">
      <Card>
        <AuditFilter {...{ shown, actors, base, language }} zone={site.timezone} />
      </Card>
      <Card heading={words.heading} aside={<a href={file}>CSV</a>}>
        {acts.data.length === 0 ? (
          <Empty heading={isNarrowed ? words.noneSuch : words.empty}>
            {isNarrowed ? words.noneSuchLine : words.emptyLine}
          </Empty>
        ) : (
          <Table
            caption={words.heading}
            rows={acts.data}
            columns={[
              { heading: words.when, cell: ({ at }) => <Moment at={at} frame={frame} /> },
              { heading: words.who, cell: (act) => <Who act={act} shown={shown} words={words} /> },
              {
                heading: words.what,
                cell: ({ action }) => nameAct(action, language),
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
        <Pager
          words={words.pager}
          first={isFirstPage ? null : address(base, { ...shown })}
          next={next}
        />
      </Card>
    </SettingsPage>
  );
}

interface WhoProps {
  act: AuditEntry;
  shown: ShownActs;
  words: { former: string; link: string };
}

function Who({ act, shown, words }: WhoProps) {
  if (act.actorKind === 'link') return <>{words.link}</>;
  return (
    <a href={address(base, { ...shown, actor: act.actorId })}>
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
