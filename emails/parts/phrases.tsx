// A heading's words, kept whole: Japanese lines break between clauses, else phrases, never inside.
/** @jsxImportSource react */
import type { ReactNode } from 'react';
import { widenPunctuation } from '../../src/digest/heading-text.ts';
import { splitPhrases } from '../../src/digest/phrases.ts';
import { useLook } from '../look.tsx';
import { isJapanese } from '../theme.ts';
import { each } from './block.tsx';
import { SpokenText } from './inline.tsx';

interface PhrasesProps {
  text: string;
  /** Characters up to which short phrases stay together: about two thirds of a phone's line. */
  piece?: number;
}

/** After a colon, a question or a call a headline takes a breath. */
const breath = /(?<=[：？！])(?![：？！、。」』）])/u;

/**
 * Clauses and phrases are inline blocks: lines break between them, and inside one only if it is
 * wider than the line. A client that drops the style shows plain text with its own line breaks.
 */
export function Phrases({ text, piece = 7 }: PhrasesProps): ReactNode {
  const { language } = useLook();
  if (!isJapanese(language)) return <SpokenText text={text} />;
  const clauses = widenPunctuation(text, language).split(breath);
  if (clauses.length === 1) return <Clause text={clauses[0] ?? ''} piece={piece} />;
  return each(clauses, (clause) => (
    <Unbroken text={clause}>{(words) => <Clause text={words} piece={piece} />}</Unbroken>
  ));
}

function Clause({ text, piece }: Required<PhrasesProps>): ReactNode {
  const phrases = joinShort(splitPhrases(text), piece);
  if (phrases.length < 2) return <SpokenText text={text} />;
  return each(phrases, (phrase) => (
    <Unbroken text={phrase}>{(words) => <SpokenText text={words} />}</Unbroken>
  ));
}

/**
 * Phrases joined while they fit a piece: lines stay as even, at half the tags. (Filters that count
 * tags inside words, such as SpamAssassin, take each border between spans for camouflage.)
 */
function joinShort(phrases: readonly string[], piece: number): string[] {
  const pieces: string[] = [];
  for (const phrase of phrases) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + phrase.length <= piece)
      pieces.splice(-1, 1, last + phrase);
    else pieces.push(phrase);
  }
  return pieces;
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
