// Beginning a digest with the addresses of articles, or with their texts.

import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Choice, SelectField, TextArea, TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Notice } from '../ui/notice.tsx';
import { isEmpty, type Pasted, type SourcesForm, type Wrong } from './form.ts';

interface NewProposalProps extends ConsoleFrame {
  /** Of the proposal that a press makes: pressed twice, it is one. */
  id: string;
  form: SourcesForm;
  lists: readonly { slug: string; name: string }[];
  /** There is a language model, and a choice. */
  hasModels: boolean;
  wrong: Wrong;
  /** The article whose fields were just added. */
  added?: number | undefined;
}

export function NewProposalPage({
  id,
  form,
  lists,
  hasModels,
  wrong,
  added,
  ...frame
}: NewProposalProps) {
  const { language } = frame;
  const { proposal, digests } = consoleWordsFor(language);
  const words = proposal.begin;
  const [firstWrong] = Object.keys(wrong);
  return (
    <ConsolePage
      {...frame}
      title={words.heading}
      current="digests"
      scripts={['sources']}
      styles={['proposal']}
    >
      <PageHeading
        text={words.heading}
        language={language}
        lead={words.lead}
        actions={
          <ButtonLink href="/console/digests/new" tone="quiet">
            {words.back}
          </ButtonLink>
        }
      />
      <div data-restored hidden>
        <Notice
          actions={
            <Button type="button" tone="quiet">
              {words.startAnew}
            </Button>
          }
        >
          <p />
        </Notice>
      </div>
      <form
        method="post"
        enctype="multipart/form-data"
        class="rows beginning"
        novalidate
        data-kept={JSON.stringify(words.keeping)}
      >
        <input type="hidden" name="id" value={id} />
        {/* What Enter presses. */}
        <button type="submit" name="do" value="make" class="away" tabindex={-1}>
          {words.action}
        </button>
        <Card>
          <div class="rows">
            <TextArea
              name="addresses"
              label={words.addresses}
              hint={words.addressesHint}
              rows={6}
              value={form.addresses}
              error={wrong.addresses}
              spellcheck="false"
              autofocus={
                firstWrong === undefined ? added === undefined : firstWrong === 'addresses'
              }
            />
            <div class="pair">
              <SelectField
                name="language"
                label={words.language}
                value={form.language}
                options={Object.entries(digests.new.languages)}
              />
              <SelectField
                name="list"
                label={words.list}
                hint={words.listHint}
                value={form.list}
                options={[
                  ['', words.noList],
                  ...lists.map(({ slug, name }) => [slug, name] as const),
                ]}
              />
            </div>
            {hasModels ? (
              <Choice
                name="writer"
                value="embedded"
                label={words.plain}
                hint={words.plainHint}
                checked={form.isPlain}
              />
            ) : null}
          </div>
        </Card>
        <details class="card pasting" open={!form.pasted.every(isEmpty) || added !== undefined}>
          <summary>{words.paste}</summary>
          <p class="soft">{words.pasteLead}</p>
          {form.pasted.map((pasted, at) => (
            <PastedFields {...{ pasted, at, wrong, language }} isFocused={at === added} />
          ))}
          <div class="actions">
            <Button name="do" value="more" tone="quiet">
              <span aria-hidden="true">＋</span> {words.more}
            </Button>
          </div>
        </details>
        <div class="actions">
          <Button tone="main" name="do" value="make">
            {words.action}
          </Button>
          <p class="hint" data-said />
        </div>
      </form>
    </ConsolePage>
  );
}

interface PastedFieldsProps {
  pasted: Pasted;
  at: number;
  wrong: Wrong;
  language: string;
  isFocused: boolean;
}

function PastedFields({ pasted, at, wrong, language, isFocused }: PastedFieldsProps) {
  const words = consoleWordsFor(language).proposal.begin;
  const [firstWrong] = Object.keys(wrong);
  const of = (name: string) => ({
    name,
    id: `${name}-${at}`,
    error: wrong[`${name}.${at}`],
    autofocus: firstWrong === `${name}.${at}` || (isFocused && name === 'url'),
  });
  return (
    <fieldset class="rows">
      <legend>{words.pasted(at + 1)}</legend>
      <div class="pair">
        <TextField
          {...of('url')}
          label={words.url}
          value={pasted.url}
          inputmode="url"
          autocomplete="off"
        />
        <TextField {...of('title')} label={words.title} value={pasted.title} autocomplete="off" />
      </div>
      <TextArea {...of('text')} label={words.text} rows={5} value={pasted.text} />
    </fieldset>
  );
}
