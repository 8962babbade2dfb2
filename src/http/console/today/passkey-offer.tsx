// Offered once somebody is in for the first time: coming in without a mail.

import { consoleWordsFor } from '../../../words/console.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/heading.tsx';
import { PasskeyButton } from '../ui/passkey-button.tsx';

/** The room of its button is kept: `scripts/passkeys.ts` shows it where the browser knows passkeys. */
export function PasskeyOffer({ language }: { language: string }) {
  const words = consoleWordsFor(language).signIn.passkey.offer;
  return (
    <Card heading={words.heading} id="passkey-offer">
      <p class="soft">{words.line}</p>
      <PasskeyButton act="add" language={language} />
      <form method="post" action="/console/settings/passkeys/later">
        <Button tone="quiet">{words.later}</Button>
      </form>
    </Card>
  );
}
