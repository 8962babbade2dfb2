// Four ways to begin a digest.

import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { SelectField, TextArea } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';

interface NewDigestProps extends ConsoleFrame {
  /** That a copy may be made of, newest first. */
  earlier: readonly { id: string; headline: string }[];
  /** What is wrong with the text. */
  error?: string | undefined;
}

export function NewDigestPage({ earlier, error, ...frame }: NewDigestProps) {
  const { language } = frame;
  const words = consoleWordsFor(language).digests.new;
  return (
    <ConsolePage {...frame} title={words.heading} current="digests">
      <PageHeading text={words.heading} language={language} />
      <div class="columns">
        <div>
          <Card heading={words.sources}>
            <p class="soft">{words.sourcesLead}</p>
            <div class="actions">
              <ButtonLink href="/console/digests/new/sources" tone="main">
                {words.sourcesAction}
              </ButtonLink>
            </div>
          </Card>
          <Card heading={words.text}>
            <form method="post" class="rows">
              <p class="soft">{words.textLead}</p>
              <TextArea
                name="text"
                label={words.textLabel}
                rows={10}
                required
                {...(error === undefined ? {} : { error })}
              />
              <div class="actions">
                <Button name="do" value="text">
                  {words.textAction}
                </Button>
              </div>
            </form>
          </Card>
        </div>
        <div>
          <Card heading={words.blank}>
            <form method="post" class="rows">
              <p class="soft">{words.blankLead}</p>
              <SelectField
                name="language"
                label={words.language}
                value={language}
                options={Object.entries(words.languages)}
              />
              <div class="actions">
                <Button name="do" value="blank">
                  {words.blankAction}
                </Button>
              </div>
            </form>
          </Card>
          <Card heading={words.copy}>
            <form method="post" class="rows">
              <p class="soft">{earlier.length > 0 ? words.copyLead : words.none}</p>
              {earlier.length > 0 ? (
                <>
                  <SelectField
                    name="copyOf"
                    label={words.copyLabel}
                    options={earlier.map(({ id, headline }) => [id, headline])}
                  />
                  <div class="actions">
                    <Button name="do" value="copy">
                      {words.copyAction}
                    </Button>
                  </div>
                </>
              ) : null}
            </form>
          </Card>
        </div>
      </div>
    </ConsolePage>
  );
}
