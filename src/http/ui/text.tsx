// Words of a digest as they stand on a page.

import { encodeUrl } from '../../digest/encoded-url.ts';
import { widenPunctuation } from '../../digest/heading-text.ts';
import { type Inline, parseInline } from '../../digest/inline.ts';
import { splitPhrases } from '../../digest/phrases.ts';
import { formatDay } from '../../words/day.ts';
import { uiLanguageOf } from '../../words/words.ts';

interface InlineTextProps {
  text: string;
  /**
   * Set large, in this language: as in a heading, Japanese then breaks between phrases, and its
   * punctuation is full-width.
   */
  display?: string;
}

/** Running text: strong words and links, everything else as it was written. */
export function InlineText({ text, display }: InlineTextProps) {
  return <>{parseInline(text).map((node) => renderNode(node, display))}</>;
}

function renderNode(node: Inline, display: string | undefined) {
  if (node.kind === 'text')
    return display ? <Display text={node.text} language={display} /> : node.text;
  const inside = node.children.map((child) => renderNode(child, display));
  if (node.kind === 'strong') return <strong>{inside}</strong>;
  return <a href={encodeUrl(node.href)}>{inside}</a>;
}

function Display({ text, language }: { text: string; language: string }) {
  if (uiLanguageOf(language) !== 'ja') return <>{text}</>;
  return <Clause text={widenPunctuation(text, language)} />;
}

/**
 * A heading that breaks between its clauses if it can, else between its phrases, and never inside
 * one: the style sheet keeps words together, and `wbr` says where they part. In languages with
 * spaces, simply the text.
 */
export function Phrases({ text, language }: { text: string; language: string }) {
  if (uiLanguageOf(language) !== 'ja') return <>{text}</>;
  const clauses = widenPunctuation(text, language).split(/(?<=[：？！])(?![：？！、。」』）])/u);
  if (clauses.length === 1) return <Clause text={clauses[0] ?? ''} />;
  return (
    <>
      {clauses.map((clause) => (
        <span class="clause">
          <Clause text={clause} />
        </span>
      ))}
    </>
  );
}

function Clause({ text }: { text: string }) {
  return (
    <>
      {splitPhrases(text).map((phrase, index) => (
        <>
          {index === 0 ? null : <wbr />}
          {phrase}
        </>
      ))}
    </>
  );
}

/** A day in the convention of its language, with the machine's form beside it. */
export function Day({ day, language }: { day: string; language: string }) {
  return <time datetime={day}>{formatDay(day, language)}</time>;
}
