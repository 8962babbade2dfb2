// A heading's words, kept whole: Japanese lines break between clauses, else phrases, never inside.
/** @jsxImportSource react */
import type { ReactNode } from 'react';
import { splitPhrases } from '../../src/digest/phrases.ts';
import { widenPunctuation } from '../heading-text.ts';
import { useLook } from '../look.tsx';
import { isJapanese } from '../theme.ts';
import { each } from './block.tsx';
import { SpokenText } from './inline.tsx';

/** After a colon, a question or a call a headline takes a breath. */
const breath = /(?<=[：？！])(?![：？！、。」』）])/u;

/**
 * Clauses and phrases are inline blocks: lines break between them, and inside one only if it is
 * wider than the line. A client that drops the style shows plain text with its own line breaks.
 */
export function Phrases({ text }: { text: string }): ReactNode {
  const { language } = useLook();
  if (!isJapanese(language)) return <SpokenText text={text} />;
  const clauses = widenPunctuation(text, language).split(breath);
  if (clauses.length === 1) return <Clause text={text} />;
  return each(clauses, (clause) => (
    <Unbroken text={clause}>{(words) => <Clause text={words} />}</Unbroken>
  ));
}

function Clause({ text }: { text: string }): ReactNode {
  const phrases = splitPhrases(text);
  if (phrases.length < 2) return <SpokenText text={text} />;
  return each(phrases, (phrase) => (
    <Unbroken text={phrase}>{(words) => <SpokenText text={words} />}</Unbroken>
  ));
}

/** White space at the edge of an inline block would vanish, so it stands outside. */
function Unbroken({ text, children }: { text: string; children: (words: string) => ReactNode }) {
  const words = text.trim();
  if (words === '') return text;
  const at = text.indexOf(words);
  return (
    <>
      {text.slice(0, at)}
      <span style={{ display: 'inline-block' }}>{children(words)}</span>
      {text.slice(at + words.length)}
    </>
  );
}
