// The form of a rhythm, for a new one and for one that is there.

import { consoleWordsFor } from '../../../words/console.ts';
import { uiLanguages } from '../../../words/words.ts';
import type { Fields } from '../../site/form.ts';
import { nameLanguage } from '../../ui/language.ts';
import { Button } from '../ui/button.tsx';
import { Choice, SelectField, TextField } from '../ui/form-row.tsx';
import type { Wrong } from './fields.ts';

export interface RhythmFormProps {
  fields: Fields;
  wrong: Wrong;
  language: string;
  lists: readonly { slug: string; name: string }[];
  feeds: readonly { id: string; label: string }[];
  /** What the button says. */
  action: string;
}

const leads = [0, 1, 2, 3, 6, 12, 24];
const stales = [6, 12, 24, 48, 72, 168];

export function RhythmForm({ fields, wrong, language, lists, feeds, action }: RhythmFormProps) {
  const { fields: words, days } = consoleWordsFor(language).rhythms;
  const value = (name: string) => fields.get(name)?.at(-1) ?? '';
  const has = (name: string, one: string) => fields.get(name)?.includes(one) ?? false;
  const field = (name: string) => ({ name, error: wrong[name], value: value(name) });
  const languages = [...new Set([...uiLanguages, value('language') || 'ja'])];
  const withOwn = (all: readonly number[], own: string) =>
    [...new Set([...all, Number(own) || 0])].sort((a, b) => a - b);
  return (
    <form method="post" class="rows">
      <TextField {...field('name')} label={words.name} required maxlength={100} />
      <SelectField
        {...field('list')}
        label={words.list}
        hint={words.listHint}
        options={lists.map(({ slug, name }): [string, string] => [slug, name])}
      />
      <fieldset {...(wrong.when ? { 'aria-describedby': 'when-error' } : {})}>
        <legend>{words.days}</legend>
        <div class="days">
          {days.map((day, n) => (
            <Choice
              name="weekdays"
              id={`weekdays-${n + 1}`}
              value={String(n + 1)}
              checked={has('weekdays', String(n + 1))}
              label={day}
            />
          ))}
        </div>
        {wrong.when ? (
          <p class="wrong" id="when-error">
            {wrong.when}
          </p>
        ) : null}
      </fieldset>
      <TextField
        {...field('times')}
        label={words.times}
        hint={words.timesHint}
        autocomplete="off"
      />
      <details open={value('pattern') !== ''}>
        <summary>{words.pattern}</summary>
        <TextField
          {...field('pattern')}
          label={words.pattern}
          hint={words.patternHint}
          maxlength={100}
          autocomplete="off"
          spellcheck="false"
        />
      </details>
      <fieldset {...(wrong.feeds ? { 'aria-describedby': 'feeds-error' } : {})}>
        <legend>{words.from}</legend>
        {feeds.length === 0 ? <p class="soft">{words.noFeeds}</p> : null}
        {feeds.map(({ id, label }) => (
          <Choice
            name="feeds"
            id={`feeds-${id}`}
            value={id}
            checked={has('feeds', id)}
            label={label}
          />
        ))}
        <Choice name="inbox" value="on" checked={fields.has('inbox')} label={words.inbox} />
        {wrong.feeds ? (
          <p class="wrong" id="feeds-error">
            {wrong.feeds}
          </p>
        ) : null}
      </fieldset>
      <div class="pair">
        <TextField {...field('sections')} label={words.sections} type="number" min="1" max="20" />
        <TextField
          {...field('minimum')}
          label={words.minimum}
          hint={words.minimumHint}
          type="number"
          min="1"
          max="20"
        />
      </div>
      <SelectField
        {...field('language')}
        label={words.language}
        options={languages.map((tag): [string, string] => [tag, nameLanguage(tag)])}
      />
      <TextField
        {...field('approver')}
        label={words.approver}
        hint={words.approverHint}
        type="email"
        required
        autocomplete="off"
      />
      <div class="pair">
        <SelectField
          {...field('lead')}
          label={words.lead}
          options={withOwn(leads, value('lead')).map((hours): [string, string] => [
            String(hours),
            words.leads(hours),
          ])}
        />
        <SelectField
          {...field('stale')}
          label={words.stale}
          options={withOwn(stales, value('stale'))
            .filter((hours) => hours > 0)
            .map((hours): [string, string] => [String(hours), words.stales(hours)])}
        />
      </div>
      <SelectField
        {...field('catchUp')}
        label={words.catchUp}
        options={[
          ['once', words.catchUps.once],
          ['skip', words.catchUps.skip],
        ]}
      />
      <div class="actions">
        <Button tone="main" name="do" value="save">
          {action}
        </Button>
      </div>
    </form>
  );
}
