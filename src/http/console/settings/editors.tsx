// Who may sign in: the editors, inviting one, changing or removing one.

import { Role } from '../../../access/caller.ts';
import type { EditorRow } from '../../../access/editors/editor-queries.ts';
import type { Page } from '../../../base/cursor.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/form-row.tsx';
import { Card } from '../ui/heading.tsx';
import { Notice } from '../ui/notice.tsx';
import { Table } from '../ui/table.tsx';
import { Pager } from '../ui/ways.tsx';
import { Moment, type SettingsFrame, SettingsPage } from './frame.tsx';

interface EditorsPageProps extends SettingsFrame {
  editors: Page<EditorRow>;
  isFirstPage: boolean;
  /** To whom an invitation has just gone. */
  invited: string | undefined;
  /** What was typed into the invitation that could not be sent. */
  typed?: { address: string; name: string; role: string };
}

export function EditorsPage({ editors, isFirstPage, invited, typed, ...frame }: EditorsPageProps) {
  const all = consoleWordsFor(frame.language);
  const words = all.settings.editors;
  const base = '/console/settings/editors';
  const next = editors.nextCursor && `${base}?cursor=${editors.nextCursor}`;
  return (
    <SettingsPage {...frame} current="editors">
      {invited === undefined ? null : (
        <Notice tone="good">
          <bdi>{words.invited(invited)}</bdi>
        </Notice>
      )}
      <Card heading={words.heading}>
        <Table
          caption={words.heading}
          rows={editors.data}
          columns={[
            {
              heading: words.who,
              cell: ({ id, name, address }) => (
                <a href={`${base}/${id}`}>
                  <bdi>{name || address}</bdi>
                </a>
              ),
            },
            { heading: words.address, cell: ({ address }) => <bdi>{address}</bdi> },
            { heading: words.role, cell: ({ role }) => all.shell.roles[role] },
            {
              heading: words.signedIn,
              cell: ({ signedInAt }) =>
                signedInAt ? <Moment at={signedInAt} frame={frame} /> : words.never,
            },
          ]}
        />
        <Pager words={words.pager} first={isFirstPage ? null : base} next={next} />
      </Card>
      <Card heading={words.invite}>
        <form method="post" action={base} class="rows">
          <TextField
            name="address"
            type="email"
            label={words.address}
            hint={words.inviteHint}
            value={typed?.address}
            maxlength={254}
            required
          />
          <TextField name="name" label={words.name} value={typed?.name} maxlength={100} />
          <RoleField language={frame.language} role={typed?.role ?? 'writer'} />
          <div class="actions">
            <Button tone="main">{words.inviteAction}</Button>
          </div>
        </form>
      </Card>
    </SettingsPage>
  );
}

function RoleField({ language, role }: { language: string; role: string }) {
  const { shell, settings } = consoleWordsFor(language);
  const colon = language === 'ja' ? '：' : ': ';
  const options = Role.options.map((one): [string, string] => [
    one,
    `${shell.roles[one]}${colon}${settings.editors.roles[one]}`,
  ]);
  return <SelectField name="role" label={settings.editors.role} options={options} value={role} />;
}

/** One editor; removing them stands apart and names what it does. */
export function EditorPage({ shown, ...frame }: SettingsFrame & { shown: EditorRow }) {
  const words = consoleWordsFor(frame.language).settings.editors;
  const { id, name, address, role } = shown;
  const action = `/console/settings/editors/${id}`;
  return (
    <SettingsPage {...frame} current="editors">
      <Card heading={name || address}>
        <form method="post" action={action} class="rows">
          <p class="soft">
            <bdi>{address}</bdi>
          </p>
          <TextField name="name" label={words.name} value={name} maxlength={100} />
          <RoleField language={frame.language} role={role} />
          <div class="actions">
            <Button tone="main">{words.save}</Button>
          </div>
        </form>
      </Card>
      <Card heading={words.remove}>
        <p>{words.removeLine(name || address)}</p>
        <form method="post" action={`${action}/remove`} class="actions">
          <Button tone="grave">{words.removeAction(name || address)}</Button>
        </form>
      </Card>
    </SettingsPage>
  );
}
