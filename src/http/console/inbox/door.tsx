// An editor's own address for mail to the inbox, and what became of the mail.

import type { DoorRow } from '../../../proposals/inbox/door-queries.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/heading.tsx';
import { Moment } from '../ui/moment.tsx';
import { Code } from '../ui/small.tsx';

/** `own`: from where the editor has to write. */
export type ShownDoor = { own: string } & (
  | { address: null }
  | ({ address: string } & Omit<DoorRow, 'turn'>)
);

export function DoorCard({ door, ...frame }: ConsoleFrame & { door: ShownDoor }) {
  const { language } = frame;
  const words = consoleWordsFor(language).inbox;
  return (
    <Card heading={words.mail}>
      <form method="post" action="/console/inbox" class="rows">
        <p class="soft">
          {door.address === null ? words.mailBegin(door.own) : words.mailLead(door.own)}
        </p>
        {door.address === null ? null : (
          <>
            <Code id="mail-door" text={door.address} language={language} isWrapped />
            <WhatCame {...frame} door={door} />
          </>
        )}
        <div class="actions">
          <Button tone={door.address === null ? 'plain' : 'quiet'} name="do" value="door">
            {door.address === null ? words.mailMake : words.mailTurn}
          </Button>
          {door.address === null ? null : <span class="soft small">{words.mailTurnHint}</span>}
        </div>
      </form>
    </Card>
  );
}

function WhatCame({
  door,
  language,
  site,
}: ConsoleFrame & { door: Exclude<ShownDoor, { address: null }> }) {
  const words = consoleWordsFor(language).inbox;
  const { takenAt, refusedAt, refused, refusedWhy } = door;
  const when = (at: string) => (
    <Moment at={at} zone={site.timezone} language={language} form="brief" />
  );
  return (
    <>
      {takenAt === null ? null : (
        <p class="soft small">
          {when(takenAt)} ・ {words.mailTaken}
        </p>
      )}
      {refusedAt === null || refusedWhy === null ? null : (
        <p class="soft small">
          {when(refusedAt)} ・ {words.mailRefused(refused)} {words.mailRefusedWhy[refusedWhy]}
        </p>
      )}
    </>
  );
}
