// How a list's mails look, with a mail that looks so beside the fields.

import type { ListView } from '../../../audience/lists/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { Fields } from '../../site/form.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { Card } from '../ui/heading.tsx';
import type { Wrong } from './fields.ts';

interface BrandFormProps {
  list: ListView;
  fields: Fields;
  wrong: Wrong;
  language: string;
}

const names = ['brandName', 'accent', 'logoUrl', 'logoWidth', 'logoHeight', 'footer'] as const;

export function BrandForm({ list, fields, wrong, language }: BrandFormProps) {
  const words = consoleWordsFor(language).lists;
  const value = (name: string) => fields.get(name)?.at(-1) ?? '';
  const preview = `/console/lists/${list.slug}/preview`;
  const query = new URLSearchParams(names.map((name) => [name, value(name)]));
  const field = (name: (typeof names)[number]) => ({
    name,
    error: wrong[name],
    value: value(name),
    autocomplete: 'off',
  });
  return (
    <Card heading={words.look} id="brand">
      <div class="columns even">
        <form method="post" action="#brand" class="rows" data-previews="brand-preview">
          <p class="soft">{words.lookLead}</p>
          <TextField {...field('brandName')} label={words.brandName} maxlength={60} />
          <TextField
            {...field('accent')}
            label={words.accent}
            hint={words.accentHint}
            maxlength={7}
            placeholder="#8f5b00"
            spellcheck="false"
          />
          <TextField {...field('logoUrl')} type="url" label={words.logoUrl} maxlength={2000} />
          <div class="pair">
            <TextField {...field('logoWidth')} inputmode="numeric" label={words.logoWidth} />
            <TextField {...field('logoHeight')} inputmode="numeric" label={words.logoHeight} />
          </div>
          <TextField {...field('footer')} label={words.footer} maxlength={300} />
          <div class="actions">
            <Button tone="main" name="do" value="brand">
              {words.saveLook}
            </Button>
            {/* Without a script it fills the frame beside it. */}
            <Button formmethod="get" formaction={preview} formtarget="brand-preview" formnovalidate>
              {words.preview}
            </Button>
          </div>
        </form>
        <iframe
          id="brand-preview"
          name="brand-preview"
          class="mail-frame"
          title={words.previewTitle}
          src={`${preview}?${query}`}
          sandbox=""
          loading="lazy"
        />
      </div>
    </Card>
  );
}
