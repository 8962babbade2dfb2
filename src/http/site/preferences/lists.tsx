// The lists of the preference page: which of them, and how often.

import type { OfferedList } from '../../../audience/preferences/offered.ts';
import type { Words } from '../../../words/words.ts';
import { Button, Part, type Shown } from './part.tsx';

export function Lists({ preferences, words }: Shown) {
  return (
    <Part heading={words.lists} action="lists">
      <fieldset>
        <legend class="away">{words.lists}</legend>
        {preferences.lists.map((list) => (
          <>
            <label class="choice">
              <input
                type="checkbox"
                name="list"
                value={list.slug}
                checked={list.status === 'confirmed'}
              />
              <span>
                <b>{list.name}</b>
                {list.description}
                {list.status === 'pending' ? <span class="soft"> {words.pending}</span> : null}
              </span>
            </label>
            {list.frequencies.length > 1 ? <Often list={list} words={words} /> : null}
          </>
        ))}
      </fieldset>
      <Button label={words.saveLists} />
    </Part>
  );
}

/** How often a list comes; it is saved together with the lists. */
function Often({ list, words }: { list: OfferedList; words: Words['preferences'] }) {
  const id = frequencyField(list.slug);
  return (
    <div class="often">
      <label for={id}>
        <span class="away">{list.name}: </span>
        {words.often}
      </label>
      <select id={id} name={id}>
        {list.frequencies.map((frequency) => (
          <option value={frequency} selected={frequency === list.frequency}>
            {words.frequencies[frequency]}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The name of the field that says how often a list comes. */
export function frequencyField(slug: string): string {
  return `frequency-${slug}`;
}
