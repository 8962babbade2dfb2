// To whom and when: the fields of the choice.

import { consoleWordsFor } from '../../../words/console.ts';
import { Choice as Box, SelectField, TextField } from '../ui/form-row.tsx';
import type { ReviewFacts } from './facts.ts';

type Props = ReviewFacts & { language: string };

/** `isAnew`: it comes beside the number of another choice, and takes the place of what stood here. */
export function Chosen({
  lists,
  segments,
  choice,
  corrected,
  language,
  isAnew,
}: Props & { isAnew?: boolean }) {
  const words = consoleWordsFor(language).review;
  const chosen = lists.filter(({ slug }) => choice.lists.includes(slug));
  const segment = segments.find(({ id }) => id === choice.segment);
  const narrowed = corrected === null ? (segment?.name ?? null) : words.received(corrected);
  return (
    <p id="chosen" {...(isAnew ? { 'hx-swap-oob': 'true' } : {})}>
      <b>{chosen.map(({ name }) => name).join(' + ') || '–'}</b>
      {narrowed === null ? null : ` · ${narrowed}`}
    </p>
  );
}

export function Whom(props: Props) {
  const { lists, segments, choice, language } = props;
  const words = consoleWordsFor(language).review;
  const isOne = lists.length === 1 && segments.length === 0;
  const isNone = !lists.some(({ slug }) => choice.lists.includes(slug));
  return (
    <div class="fact">
      <p class="fact-name">{words.to}</p>
      <div>
        <Chosen {...props} />
        {choice.corrects === null ? null : (
          <input type="hidden" name="corrects" value={choice.corrects} />
        )}
        {isOne ? (
          <input type="hidden" name="lists" value={lists[0]?.slug ?? ''} />
        ) : (
          <details class="change" open={isNone}>
            <summary>{words.change}</summary>
            <fieldset>
              <legend>{words.lists}</legend>
              {lists.map(({ slug, name }) => (
                <Box
                  name="lists"
                  id={`list-${slug}`}
                  value={slug}
                  label={name}
                  checked={choice.lists.includes(slug)}
                />
              ))}
            </fieldset>
            {choice.corrects === null && segments.length > 0 ? (
              <SelectField
                name="segment"
                label={words.segment}
                value={choice.segment ?? ''}
                options={[
                  ['', words.everybody],
                  ...segments.map(({ id, name }) => [id, name] as const),
                ]}
              />
            ) : null}
          </details>
        )}
      </div>
    </div>
  );
}

export function When({ choice, holdSeconds, zone, language }: Props) {
  const words = consoleWordsFor(language).review.when;
  const { when } = choice;
  return (
    <fieldset class="when">
      <legend>{words.legend}</legend>
      <Box
        type="radio"
        name="when"
        id="when-now"
        value="now"
        label={words.now}
        hint={holdSeconds > 0 ? words.nowLine(holdSeconds) : words.nowAtOnce}
        checked={when === 'now'}
      />
      <Box
        type="radio"
        name="when"
        id="when-at"
        value="at"
        label={words.at}
        checked={when === 'at'}
      />
      <Box
        type="radio"
        name="when"
        id="when-local"
        value="local"
        label={words.local}
        hint={words.localLine(zone)}
        checked={when === 'local'}
      />
      <div class="when-fields">
        <TextField name="day" label={words.day} type="date" value={choice.day} />
        <TextField name="time" label={words.time} type="time" value={choice.time} />
        <TextField
          name="zone"
          label={words.zone}
          value={choice.zone}
          autocomplete="off"
          maxlength={64}
        />
      </div>
    </fieldset>
  );
}
