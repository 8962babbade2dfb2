// One field of the form: a growing text, a line, or a box, under the name of its place.

import type { Child } from 'hono/jsx';
import { rowColumns } from '../../../digest/checks/columns.ts';
import type { ConsoleWords } from '../../../words/console.ts';
import { fill } from '../../../words/fill.ts';

export type EditorWords = ConsoleWords['editor'];

interface ControlProps {
  path: string;
  label: string;
  value: string;
  /** Behind the label. */
  hint?: string;
  /** Marks of strong and link mean something in it. */
  isRich?: boolean;
  class?: string;
  /** Nobody needs to see the label: what stands around says it. */
  isBare?: boolean;
  /** Behind the label and its hint. */
  mark?: Child;
}

/** Grows with its text; Enter is a line of it. */
export function Area({ path, label, value, hint, isRich, isBare, mark, ...rest }: ControlProps) {
  return (
    <div class={`row ${rest.class ?? ''}`}>
      <label for={path} class={isBare ? 'away' : undefined}>
        {label}
        {hint ? <span class="soft"> {hint}</span> : null}
        {mark}
      </label>
      <textarea id={path} name={path} rows={1} {...(isRich ? { 'data-rich': '' } : {})}>
        {`\n${value}`}
      </textarea>
    </div>
  );
}

export function Line({
  path,
  label,
  value,
  hint,
  type = 'text',
  ...rest
}: ControlProps & { type?: 'text' | 'date' | 'url'; inputmode?: 'url'; lang?: string }) {
  return (
    <div class={`row ${rest.class ?? ''}`}>
      <label for={path}>
        {label}
        {hint ? <span class="soft"> {hint}</span> : null}
      </label>
      <input
        id={path}
        name={path}
        // `url` would refuse what is half typed before it is sent; its keyboard is enough.
        type={type === 'url' ? 'text' : type}
        inputmode={type === 'url' ? 'url' : undefined}
        value={value}
        autocomplete="off"
        {...(type === 'url' ? { 'data-url': '' } : {})}
      />
    </div>
  );
}

interface CountedProps extends ControlProps {
  most: number;
  language: string;
  words: EditorWords;
}

/** A line with its width in columns, of which an inbox shows so many. */
export function Counted({ most, language, words, path, label, hint, value }: CountedProps) {
  const width = rowColumns(value, language || 'ja');
  return (
    <div class="row">
      <label for={path}>
        {label}
        {hint ? <span class="soft"> {hint}</span> : null}
      </label>
      <div class="counted">
        <input
          id={path}
          name={path}
          type="text"
          value={value}
          autocomplete="off"
          aria-describedby={`${path}-columns`}
        />
        <span
          class={`columns ${width > most ? 'over' : ''}`}
          id={`${path}-columns`}
          data-columns={path}
          data-most={most}
        >
          <span aria-hidden="true">
            {width} / {most}
          </span>
          <span class="away">{fill(words.columns, { width, most })}</span>
        </span>
      </div>
    </div>
  );
}
