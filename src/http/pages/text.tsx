// Words of a digest as they stand on a page.

import { type Inline, parseInline } from '../../digest/inline.ts';
import { splitPhrases } from '../../digest/phrases.ts';
import { formatDay, uiLanguageOf } from './language.ts';

/** Running text: strong words and links, everything else as it was written. */
export function InlineText({ text }: { text: string }) {
  return <>{parseInline(text).map(renderNode)}</>;
}

function renderNode(node: Inline) {
  if (node.kind === 'text') return <>{node.text}</>;
  const inside = node.children.map(renderNode);
  if (node.kind === 'strong') return <strong>{inside}</strong>;
  return <a href={node.href}>{inside}</a>;
}

/**
 * A heading that breaks between its clauses if it can, else between its phrases, and never inside
 * one. In languages with spaces, simply the text.
 */
export function Phrases({ text, language }: { text: string; language: string }) {
  if (uiLanguageOf(language) !== 'ja') return <>{text}</>;
  const clauses = text.split(/(?<=[：？！:?!])(?![：？！:?!、。」』）])/u);
  if (clauses.length === 1) return <Clause text={text} />;
  return (
    <>
      {clauses.map((clause) => (
        <span class="phrase">
          <Clause text={clause} />
        </span>
      ))}
    </>
  );
}

function Clause({ text }: { text: string }) {
  const phrases = splitPhrases(text);
  return <>{phrases.length === 1 ? text : phrases.map(keepTogether)}</>;
}

function keepTogether(phrase: string) {
  // White space at the end of an inline block would vanish, so it stands between the blocks.
  const words = phrase.trimEnd();
  return (
    <>
      {words === '' ? null : <span class="phrase">{words}</span>}
      {phrase.slice(words.length)}
    </>
  );
}

/** A day in the convention of its language, with the machine's form beside it. */
export function Day({ day, language }: { day: string; language: string }) {
  return <time datetime={day}>{formatDay(day, language)}</time>;
}
