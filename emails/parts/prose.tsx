// Paragraphs in their order: narration as text, the editor's comments as speech bubbles.
/** @jsxImportSource react */
import type { Paragraph } from '../../src/digest/schema.ts';
import { typefaceFor } from '../theme.ts';
import { each } from './block.tsx';
import { Bubble } from './bubble.tsx';
import { InlineText } from './inline.tsx';

interface ProseProps {
  paragraphs: readonly Paragraph[];
  language: string;
  markUrl: string;
}

export function Prose({ paragraphs, language, markUrl }: ProseProps) {
  const { leading } = typefaceFor(language);
  return each(groupByVoice(paragraphs), (group) =>
    group[0]?.voice === 'comment' ? (
      <Bubble {...{ paragraphs: group, language, markUrl, leading }} />
    ) : (
      each(group, (paragraph) => (
        <p style={{ margin: '18px 0', fontSize: 17, lineHeight: leading }}>
          <InlineText text={paragraph.text} />
        </p>
      ))
    ),
  );
}

/** Runs of one voice, in order. */
export function groupByVoice(paragraphs: readonly Paragraph[]): Paragraph[][] {
  const groups: Paragraph[][] = [];
  for (const paragraph of paragraphs) {
    const last = groups.at(-1);
    if (last?.[0]?.voice === paragraph.voice) last.push(paragraph);
    else groups.push([paragraph]);
  }
  return groups;
}
