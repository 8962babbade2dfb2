// A heading's words, kept whole: Japanese lines break between phrases, never inside one.
/** @jsxImportSource react */
import { splitPhrases } from '../../src/digest/phrases.ts';
import { isJapanese } from '../theme.ts';
import { each } from './block.tsx';

/**
 * Each phrase is an inline block: lines break between blocks, and inside one only if it is wider
 * than the line. A client that drops the style shows plain text with its own line breaks.
 */
export function Phrases({ text, language }: { text: string; language: string }) {
  const phrases = isJapanese(language) ? splitPhrases(text) : [text];
  if (phrases.length < 2) return text;
  return each(phrases, (phrase) => {
    // White space at the end of an inline block would vanish, so it stands between the blocks.
    const words = phrase.trimEnd();
    return (
      <>
        {words === '' ? null : <span style={{ display: 'inline-block' }}>{words}</span>}
        {phrase.slice(words.length)}
      </>
    );
  });
}
