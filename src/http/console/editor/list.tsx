// Lists in the form: items that are added, moved and taken away.

import type { Child } from 'hono/jsx';
import type { ParagraphFields } from '../../../editing/working-copy/fields.ts';
import { fill } from '../../../words/fill.ts';
import { Area, type EditorWords } from './control.tsx';

interface ItemsProps {
  /** Of the list in its item, such as `source.points`; the browser's script finds it by this. */
  list: string;
  /** In the form. */
  path: string;
  /** Of `add` and of the template that makes a new one. */
  kind: keyof EditorWords['add'];
  words: EditorWords;
  children: Child;
}

export function Items({ list, path, kind, words, children }: ItemsProps) {
  return (
    <div class="items-frame">
      <div class="items" data-list={list}>
        {children}
      </div>
      <button
        type="submit"
        name="do"
        value={`add:${path}`}
        class="button quiet add"
        data-add={kind}
      >
        <span aria-hidden="true">＋</span> {words.add[kind]}
      </button>
    </div>
  );
}

/** Up, down, away: for the keyboard, for fingers, and without a script. */
export function ItemTools({
  path,
  what,
  words,
}: {
  path: string;
  what: string;
  words: EditorWords;
}) {
  const tools = [
    ['up', '↑'],
    ['down', '↓'],
    ['remove', '×'],
  ] as const;
  return (
    <div class="item-tools">
      {tools.map(([verb, sign]) => (
        <button
          type="submit"
          name="do"
          value={`${verb}:${path}`}
          class="tool"
          data-tool={verb}
          aria-label={`${words[verb]}: ${what}`}
          title={words[verb]}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}

interface TextItemProps {
  path: string;
  label: string;
  value: string;
  mark: string;
  words: EditorWords;
  /** What it stands on. */
  children?: Child;
}

/** A point or a conclusion, behind its mark. */
export function TextItem({ path, label, value, mark, words, children }: TextItemProps) {
  return (
    <div class="item marked" data-item={path}>
      <span class="grip" data-grip aria-hidden="true">
        {mark}
      </span>
      <Area path={path} label={label} value={value} isRich isBare />
      <ItemTools path={path} what={label} words={words} />
      {children}
    </div>
  );
}

interface ParagraphItemProps {
  path: string;
  label: string;
  paragraph: ParagraphFields;
  words: EditorWords;
}

export function ParagraphItem({ path, label, paragraph, words }: ParagraphItemProps) {
  const voice = `${path}.voice`;
  return (
    <div class="item paragraph" data-item={path}>
      <span class="grip" data-grip aria-hidden="true">
        ⠿
      </span>
      <Area path={`${path}.text`} label={label} value={paragraph.text} isRich isBare />
      <ItemTools path={path} what={label} words={words} />
      <label class="voice" for={voice}>
        <input
          type="checkbox"
          id={voice}
          name={voice}
          value="comment"
          checked={paragraph.voice === 'comment'}
        />
        <span>{words.fields.voice}</span>
      </label>
    </div>
  );
}

interface ParagraphsProps {
  list: 'opener' | 'body' | 'closing';
  path: string;
  paragraphs: readonly ParagraphFields[];
  heading: string;
  words: EditorWords;
}

export function Paragraphs({ list, path, paragraphs, heading, words }: ParagraphsProps) {
  return (
    <fieldset class="group">
      <legend>{heading}</legend>
      <Items list={list} path={path} kind={list} words={words}>
        {paragraphs.map((paragraph, index) => (
          <ParagraphItem
            path={`${path}.${index}`}
            label={fill(words.fields.paragraph, { number: index + 1 })}
            paragraph={paragraph}
            words={words}
          />
        ))}
      </Items>
    </fieldset>
  );
}
