// Where the editor is signed in, and what colleagues call them.

import type { EditorCaller } from '../../../access/caller.ts';
import type { ListedPasskey } from '../../../access/sessions/passkey-queries.ts';
import type { ListedSession } from '../../../access/sessions/session-queries.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card } from '../ui/heading.tsx';
import { Chip } from '../ui/notice.tsx';
import { PasskeyButton } from '../ui/passkey-button.tsx';
import { Table } from '../ui/table.tsx';
import { Moment, type SettingsFrame, SettingsPage } from './frame.tsx';

interface SessionsPageProps extends SettingsFrame {
  me: EditorCaller;
  sessions: readonly ListedSession[];
  passkeys: readonly ListedPasskey[];
}

export function SessionsPage({ me, sessions, passkeys, ...frame }: SessionsPageProps) {
  const words = consoleWordsFor(frame.language).settings.sessions;
  return (
    <SettingsPage {...frame} current="sessions" scripts={['passkeys']}>
      <Card heading={words.you}>
        <form method="post" action="/console/settings/name" class="rows">
          <TextField
            name="name"
            label={words.name}
            hint={words.nameHint(me.address)}
            value={me.name}
            autocomplete="name"
            maxlength={100}
          />
          <div class="actions">
            <Button>{words.save}</Button>
          </div>
        </form>
      </Card>
      <Passkeys passkeys={passkeys} frame={frame} />
      <Card heading={words.heading}>
        <Table
          caption={words.heading}
          rows={sessions}
          columns={[
            {
              heading: words.browser,
              cell: ({ id, browser }) => (
                <>
                  {browser || words.unknownBrowser}{' '}
                  {id === me.sessionId ? <Chip tone="good">{words.here}</Chip> : null}
                </>
              ),
            },
            {
              heading: words.lastUsed,
              cell: ({ lastUsedAt }) => <Moment at={lastUsedAt} frame={frame} />,
            },
            {
              heading: words.since,
              cell: ({ createdAt }) => <Moment at={createdAt} frame={frame} />,
            },
            {
              heading: words.end,
              cell: ({ id, browser }) => <EndButton {...{ id, browser, words }} />,
            },
          ]}
        />
        <form method="post" action="/console/sign-out" class="actions">
          <Button tone="grave" name="everywhere" value="yes">
            {words.everywhere}
          </Button>
        </form>
      </Card>
    </SettingsPage>
  );
}

function Passkeys({
  passkeys,
  frame,
}: {
  passkeys: readonly ListedPasskey[];
  frame: SettingsFrame;
}) {
  const words = consoleWordsFor(frame.language).settings.sessions;
  return (
    <Card heading={words.passkeys} id="passkeys">
      <p class="soft">{words.passkeysLine}</p>
      {passkeys.length === 0 ? null : (
        <Table
          caption={words.passkeys}
          rows={passkeys}
          columns={[
            { heading: words.device, cell: ({ name }) => name || words.unknownBrowser },
            {
              heading: words.lastUsed,
              cell: ({ lastUsedAt, createdAt }) => (
                <Moment at={lastUsedAt ?? createdAt} frame={frame} />
              ),
            },
            {
              heading: words.remove,
              cell: ({ id, name }) => (
                <form method="post" action="/console/settings/passkeys/remove">
                  <Button
                    tone="quiet"
                    name="id"
                    value={id}
                    aria-label={`${words.remove}: ${name || words.unknownBrowser}`}
                  >
                    {words.remove}
                  </Button>
                </form>
              ),
            },
          ]}
        />
      )}
      <PasskeyButton act="add" language={frame.language} />
    </Card>
  );
}

function EndButton({
  id,
  browser,
  words,
}: {
  id: string;
  browser: string;
  words: { end: string; unknownBrowser: string };
}) {
  return (
    <form method="post" action={`/console/settings/sessions/${id}`}>
      <Button tone="quiet" aria-label={`${words.end}: ${browser || words.unknownBrowser}`}>
        {words.end}
      </Button>
    </form>
  );
}
