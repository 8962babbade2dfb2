// Paragraphs in their order: narration as text, the editor's comments as speech bubbles.
/** @jsxImportSource react */
import type { Paragraph } from '../../src/digest/schema.ts';
import { useLook } from '../look.tsx';
import { each } from './block.tsx';
import { Bubble } from './bubble.tsx';
import { InlineText } from './inline.tsx';

export function Prose({ paragraphs }: { paragraphs: readonly Paragraph[] }) {
  const { type } = useLook();
  return each(groupByVoice(paragraphs), (group) =>
    group[0]?.voice === 'comment' ? (
      <Bubble paragraphs={group} />
    ) : (
      each(group, (paragraph) => (
        <p style={{ margin: '18px 0', fontSize: 17, lineHeight: type.leading }}>
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
