// One button: what a bookmarklet or a share leads to, for looking alone changes nothing.

import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';

interface SavePageProps extends ConsoleFrame {
  url: string;
  title: string;
  came: string;
  error?: string | undefined;
}

export function SavePage({ url, title, came, error, ...frame }: SavePageProps) {
  const { language } = frame;
  const words = consoleWordsFor(language).inbox;
  return (
    <ConsolePage {...frame} title={words.save} current="inbox">
      <PageHeading text={words.save} language={language} lead={words.saveLead} />
      <Card>
        <form method="post" action="/console/inbox/add" class="rows">
          <input type="hidden" name="came" value={came} />
          <TextField
            name="url"
            type="url"
            label={words.address}
            value={url}
            error={error}
            maxlength={2000}
            autocomplete="off"
            required
          />
          <TextField
            name="title"
            label={words.saveTitle}
            value={title}
            maxlength={500}
            autocomplete="off"
          />
          <div class="actions">
            <Button tone="main">{words.saveAction}</Button>
            <ButtonLink href="/console/inbox" tone="quiet">
              {words.cancel}
            </ButtonLink>
          </div>
        </form>
      </Card>
    </ConsolePage>
  );
}
