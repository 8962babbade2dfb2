// The lists of the subscribe form, a box each.

import type { ListView } from '../../../audience/lists/schema.ts';
import type { Words } from '../../../words/words.ts';
import { directionOf } from '../../ui/language.ts';
import { Complaint } from './complaint.tsx';

/** Says that the form had boxes: none of them ticked is then no wish for the default list. */
export const boxesField = 'boxes';

interface ChoiceProps {
  lists: readonly ListView[];
  /** Slugs. */
  chosen: readonly string[];
  words: Words['subscribe'];
  wrong: string | undefined;
}

export function Choice({ lists, chosen, words, wrong }: ChoiceProps) {
  const described = wrong === undefined ? {} : { 'aria-describedby': 'list-wrong' };
  return (
    <fieldset {...described}>
      <legend>{words.lists}</legend>
      <Complaint field="list" message={wrong} />
      <input type="hidden" name={boxesField} value="1" />
      {lists.map(({ slug, name, description, language }) => (
        <label class="choice">
          <input type="checkbox" name="list" value={slug} checked={chosen.includes(slug)} />
          <span {...(language === null ? {} : { lang: language, dir: directionOf(language) })}>
            <b>{name}</b>
            {description}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
