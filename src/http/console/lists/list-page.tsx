// One list: what it is, who sends it, how it looks, its form for other sites, and its end.

import type { ListView } from '../../../audience/lists/schema.ts';
import type { ListStanding } from '../../../audience/lists/standing-queries.ts';
import type { DomainLook } from '../../../resend/from-domain.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { Fields } from '../../site/form.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Chip, Notice } from '../ui/notice.tsx';
import { Code } from '../ui/small.tsx';
import { Basics } from './basics.tsx';
import { BrandForm } from './brand.tsx';
import { embedForm } from './embed.ts';
import type { Wrong } from './fields.ts';
import { sayReaders } from './page.tsx';

export interface ListPageProps extends ConsoleFrame {
  list: ListView;
  standing: ListStanding | undefined;
  /** As stored, or as they were sent where something is wrong. */
  fields: Fields;
  wrong: Wrong;
  done: string | null;
  /** What Resend says of the list's own domain; null without one. */
  domain: DomainLook | null;
  /** The house's addresses, for fields that are empty. */
  house: { from: string; replyTo: string };
  isWriter: boolean;
}

export function ListPage(props: ListPageProps) {
  const { list, standing, fields, wrong, done, isWriter, ...frame } = props;
  const { language, site } = frame;
  const { lists: words } = consoleWordsFor(language);
  const isWrong = Object.keys(wrong).length > 0;
  return (
    <ConsolePage {...frame} title={list.name} current="lists" scripts={['list']}>
      <PageHeading
        text={list.name}
        language={language}
        over={<a href="/console/lists">{words.heading}</a>}
        lead={
          <>
            {sayReaders(standing ?? { readers: 0 }, language)} {words.readersNow} ・{' '}
            <code>{list.slug}</code>
          </>
        }
        actions={<Chip>{words.kinds[list.visibility]}</Chip>}
      />
      {isWrong ? <Notice tone="bad">{words.wrong}</Notice> : null}
      {!isWrong && done ? <Notice tone="good">{done}</Notice> : null}
      <fieldset disabled={!isWriter} class="plain">
        <Card heading={words.basics} id="basics">
          <form method="post" class="rows">
            <Basics fields={fields} wrong={wrong} language={language} house={site.timezone} />
            <Save form="basics" label={words.save} />
          </form>
        </Card>
        <Sender {...props} />
        <BrandForm {...{ list, fields, wrong, language }} />
      </fieldset>
      <Card heading={words.form}>
        {list.visibility === 'public' ? (
          <div class="rows">
            <p class="soft">{words.formLead}</p>
            <Code id="embed" language={language} text={embedForm(list, site.url, language)} />
          </div>
        ) : (
          <p class="soft">{words.formPrivate}</p>
        )}
      </Card>
      {isWriter ? (
        <Card heading={words.remove}>
          <div class="rows">
            <p class="soft">{words.removeLead}</p>
            <div class="actions">
              <ButtonLink href={`/console/lists/${list.slug}/delete`} tone="grave">
                {words.removeAction}
              </ButtonLink>
            </div>
          </div>
        </Card>
      ) : null}
    </ConsolePage>
  );
}

function Save({ form, label }: { form: string; label: string }) {
  return (
    <div class="actions">
      <Button tone="main" name="do" value={form}>
        {label}
      </Button>
    </div>
  );
}

function Sender({ fields, wrong, language, domain, house }: ListPageProps) {
  const words = consoleWordsFor(language).lists;
  const value = (name: string) => fields.get(name)?.at(-1) ?? '';
  const tone = { verified: 'good', failing: 'careful', unread: 'plain' } as const;
  return (
    <Card heading={words.sender} id="sender">
      <form method="post" action="#sender" class="rows">
        <p class="soft">{words.senderLead}</p>
        {domain && !wrong.from ? (
          <Notice tone={domain.kind in tone ? tone[domain.kind as keyof typeof tone] : 'bad'}>
            {words.domainLook[domain.kind](domain.domain)}
          </Notice>
        ) : null}
        <TextField
          name="from"
          type="email"
          label={words.from}
          hint={words.fromHint}
          error={wrong.from}
          value={value('from')}
          placeholder={house.from}
          maxlength={254}
          autocomplete="off"
        />
        <TextField
          name="replyTo"
          type="email"
          label={words.replyTo}
          error={wrong.replyTo}
          value={value('replyTo')}
          placeholder={house.replyTo}
          maxlength={254}
          autocomplete="off"
        />
        <Save form="sender" label={words.saveSender} />
      </form>
    </Card>
  );
}

interface RemovePageProps extends ConsoleFrame {
  list: ListView;
  standing: ListStanding | undefined;
  /** Why it cannot go now. */
  error: string | null;
}

export function RemovePage({ list, standing, error, ...frame }: RemovePageProps) {
  const { language } = frame;
  const words = consoleWordsFor(language).lists;
  return (
    <ConsolePage {...frame} title={words.remove} current="lists">
      <PageHeading text={words.removeAsk(list.name)} language={language} />
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <Card>
        <form method="post" class="rows">
          <p>{words.removeTouches(sayReaders(standing ?? { readers: 0 }, language))}</p>
          <div class="actions">
            <Button tone="grave">{words.removeNow}</Button>
            <ButtonLink href={`/console/lists/${list.slug}`} tone="quiet">
              {words.keep}
            </ButtonLink>
          </div>
        </form>
      </Card>
    </ConsolePage>
  );
}
