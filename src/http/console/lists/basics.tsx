// The fields that a list cannot be without, for a new one and for one that is there.

import type { ListView } from '../../../audience/lists/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { uiLanguages } from '../../../words/words.ts';
import type { Fields } from '../../site/form.ts';
import { nameLanguage } from '../../ui/language.ts';
import { Choice, SelectField, TextArea, TextField } from '../ui/form-row.tsx';
import type { Wrong } from './fields.ts';

interface BasicsProps {
  fields: Fields;
  wrong: Wrong;
  language: string;
  /** The house's time zone. */
  house: string;
}

const kinds = ['public', 'private'] as const;
const rarer = ['weekly', 'monthly'] as const;

export function Basics({ fields, wrong, language, house }: BasicsProps) {
  const words = consoleWordsFor(language).lists;
  const value = (name: string) => fields.get(name)?.at(-1) ?? '';
  const own = value('language');
  const languages = [...new Set([...uiLanguages, ...(own ? [own] : [])])];
  const zone = value('timezone');
  const zones = [...new Set([...(zone ? [zone] : []), ...Intl.supportedValuesOf('timeZone')])];
  return (
    <>
      <TextField
        name="name"
        label={words.name}
        error={wrong.name}
        value={value('name')}
        required
        maxlength={200}
      />
      <TextArea
        name="description"
        label={words.description}
        hint={words.descriptionHint}
        error={wrong.description}
        value={value('description')}
        maxlength={1000}
      />
      <fieldset>
        <legend>{words.visibility}</legend>
        {kinds.map((kind) => (
          <Choice
            type="radio"
            name="visibility"
            id={`visibility-${kind}`}
            value={kind}
            checked={(value('visibility') || 'public') === kind}
            label={words.visibilities[kind][0]}
            hint={words.visibilities[kind][1]}
          />
        ))}
      </fieldset>
      <div>
        <Choice
          name="doubleOptIn"
          value="on"
          checked={fields.has('doubleOptIn')}
          label={words.doubleOptIn}
          hint={words.doubleOptInHint}
        />
        <Choice
          name="welcome"
          value="on"
          checked={fields.has('welcome')}
          label={words.welcome}
          hint={words.welcomeHint}
        />
      </div>
      <fieldset>
        <legend>{words.frequencies}</legend>
        <Choice name="every" checked disabled label={words.frequencyNames.every} />
        {rarer.map((one) => (
          <Choice
            name="frequencies"
            id={`frequencies-${one}`}
            value={one}
            checked={fields.get('frequencies')?.includes(one) ?? false}
            label={words.frequencyNames[one]}
          />
        ))}
      </fieldset>
      <SelectField
        name="language"
        label={words.language}
        error={wrong.language}
        value={own}
        options={[
          ['', words.languageUnsaid],
          ...languages.map((tag): [string, string] => [tag, nameLanguage(tag)]),
        ]}
      />
      <SelectField
        name="timezone"
        label={words.timezone}
        hint={words.timezoneHint}
        error={wrong.timezone}
        value={zone}
        options={[
          ['', words.timezoneHouse(house)],
          ...zones.map((one): [string, string] => [one, one]),
        ]}
      />
    </>
  );
}

/** A list as its forms show it. */
export function fieldsOf(list: ListView): Fields {
  const { brand } = list;
  const said: Record<string, string | null | undefined> = {
    name: list.name,
    description: list.description,
    visibility: list.visibility,
    doubleOptIn: list.doubleOptIn ? 'on' : null,
    welcome: list.welcome ? 'on' : null,
    language: list.language,
    timezone: list.timezone,
    from: list.from,
    replyTo: list.replyTo,
    brandName: brand?.name,
    accent: brand?.accent,
    footer: brand?.footer,
    logoUrl: brand?.logo?.url,
    logoWidth: brand?.logo?.width.toString(),
    logoHeight: brand?.logo?.height.toString(),
  };
  const single = Object.entries(said).flatMap(([name, text]): [string, string[]][] =>
    text ? [[name, [text]]] : [],
  );
  return new Map([...single, ['frequencies', list.frequencies.filter((one) => one !== 'every')]]);
}
