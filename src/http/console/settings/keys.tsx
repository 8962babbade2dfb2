// Keys of programs: which there are, a new one (shown once), and the end of one.

import { Scope } from '../../../access/caller.ts';
import type { KeyView } from '../../../access/keys/api-key.ts';
import type { Page } from '../../../base/cursor.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Button } from '../ui/button.tsx';
import { Choice, TextField } from '../ui/form-row.tsx';
import { Card } from '../ui/heading.tsx';
import { Notice } from '../ui/notice.tsx';
import { Code } from '../ui/small.tsx';
import { Table } from '../ui/table.tsx';
import { Pager } from '../ui/ways.tsx';
import { Moment, type SettingsFrame, SettingsPage } from './frame.tsx';

interface KeysPageProps extends SettingsFrame {
  keys: Page<KeyView>;
  isFirstPage: boolean;
  /** The key that was made just now: nobody can read it again. */
  made?: string;
  typedName?: string;
}

const base = '/console/settings/keys';

export function KeysPage({ keys, isFirstPage, made, typedName, ...frame }: KeysPageProps) {
  const words = consoleWordsFor(frame.language).settings.keys;
  const next = keys.nextCursor && `${base}?cursor=${keys.nextCursor}`;
  return (
    <SettingsPage {...frame} current="keys">
      {made ? (
        <Notice tone="good" heading={words.made}>
          <p>{words.madeLine}</p>
          <Code id="new-key" text={made} language={frame.language} />
        </Notice>
      ) : null}
      <Card heading={words.heading}>
        <Table
          caption={words.heading}
          rows={keys.data}
          columns={[
            { heading: words.name, cell: ({ name }) => <bdi>{name}</bdi> },
            { heading: words.hint, cell: ({ hint }) => <code>{hint}…</code> },
            { heading: words.scopes, cell: ({ scopes }) => scopes.join(', ') },
            {
              heading: words.lastUsed,
              cell: ({ lastUsedAt }) =>
                lastUsedAt ? <Moment at={lastUsedAt} frame={frame} /> : words.never,
            },
            {
              heading: words.revoke,
              cell: ({ id, name }) => (
                <form method="post" action={`${base}/${id}`}>
                  <Button tone="quiet" aria-label={`${words.revoke}: ${name}`}>
                    {words.revoke}
                  </Button>
                </form>
              ),
            },
          ]}
        />
        <p class="soft small">{words.revokeLine}</p>
        <Pager words={words.pager} first={isFirstPage ? null : base} next={next} />
      </Card>
      <Card heading={words.create}>
        <form method="post" action={base} class="rows">
          <TextField
            name="name"
            label={words.name}
            hint={words.nameHint}
            value={typedName}
            maxlength={100}
            required
          />
          <fieldset>
            <legend>{words.scopes}</legend>
            {Scope.options.map((scope) => (
              <Choice
                name="scopes"
                id={`scope-${scope}`}
                value={scope}
                label={scope}
                hint={words.scopeHints[scope]}
              />
            ))}
          </fieldset>
          <div class="actions">
            <Button tone="main">{words.createAction}</Button>
          </div>
        </form>
      </Card>
    </SettingsPage>
  );
}
