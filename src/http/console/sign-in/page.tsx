// The pages before somebody is signed in: the one field, the mail that is on its way, the link's button.

import type { Child } from 'hono/jsx';
import type { LinkState } from '../../../access/sessions/sign-in.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { PasskeyButton } from '../ui/passkey-button.tsx';

interface DoorProps extends ConsoleFrame {
  heading: string;
  lines: readonly string[];
  scripts?: readonly string[];
  children?: Child;
}

function Door({ heading, lines, children, ...frame }: DoorProps) {
  return (
    <ConsolePage {...frame} title={heading} current={null}>
      <Card>
        <PageHeading text={heading} language={frame.language} />
        {lines.map((line) => (
          <p>{line}</p>
        ))}
        {children}
      </Card>
    </ConsolePage>
  );
}

interface AskPageProps extends ConsoleFrame {
  /** The page that was wanted. */
  opens: string | null;
  typed?: string;
  isWrong?: boolean;
}

export function AskPage({ opens, typed, isWrong, ...frame }: AskPageProps) {
  const words = consoleWordsFor(frame.language).signIn;
  return (
    <Door {...frame} {...words.ask} scripts={['passkeys']}>
      <form method="post" action="/console/sign-in" class="rows">
        {opens ? <input type="hidden" name="to" value={opens} /> : null}
        <TextField
          name="address"
          type="email"
          label={words.ask.address}
          value={typed}
          error={isWrong ? words.ask.wrong : undefined}
          autocomplete="username webauthn"
          inputmode="email"
          maxlength={254}
          required
        />
        <Button tone="main">{words.ask.action}</Button>
      </form>
      <PasskeyButton act="sign-in" to={opens} language={frame.language} />
    </Door>
  );
}

export function SentPage({ address, ...frame }: ConsoleFrame & { address: string }) {
  const words = consoleWordsFor(frame.language).signIn.sent;
  return (
    <Door {...frame} heading={words.heading} lines={words.lines(address)}>
      <p>
        <a href="/console/sign-in">{words.action}</a>
      </p>
    </Door>
  );
}

interface LinkPageProps extends ConsoleFrame {
  token: string;
  state: LinkState;
}

export function LinkPage({ token, state, ...frame }: LinkPageProps) {
  const words = consoleWordsFor(frame.language).signIn.link[state];
  return (
    <Door {...frame} {...words}>
      {state === 'valid' ? (
        <form method="post" action={`/console/sign-in/${token}`}>
          <Button tone="main">{words.action}</Button>
        </form>
      ) : (
        <ButtonLink href="/console/sign-in" tone="main">
          {words.action}
        </ButtonLink>
      )}
    </Door>
  );
}
