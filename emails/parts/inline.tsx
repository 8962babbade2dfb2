// Running text of a digest: strong words and links, everything else as it was written.
/** @jsxImportSource react */
import { Link } from '@react-email/components';
import type { ReactNode } from 'react';
import { type Inline, parseInline } from '../../src/digest/inline.ts';
import { splitLanguages } from '../language-runs.ts';
import { useLook } from '../look.tsx';
import { each } from './block.tsx';

export function InlineText({ text }: { text: string }): ReactNode {
  return <Nodes nodes={parseInline(text)} />;
}

function Nodes({ nodes }: { nodes: readonly Inline[] }): ReactNode {
  const { colours } = useLook();
  return each(nodes, (node) => {
    if (node.kind === 'text') return <SpokenText text={node.text} />;
    const inside = <Nodes nodes={node.children} />;
    if (node.kind === 'strong') return <strong>{inside}</strong>;
    return (
      <Link
        href={node.href}
        className="gold"
        style={{ color: colours.gold, textDecoration: 'underline' }}
      >
        {inside}
      </Link>
    );
  });
}

/** Words with the language of each run, so that voices and fonts change where the language does. */
export function SpokenText({ text }: { text: string }): ReactNode {
  const { language } = useLook();
  const runs = splitLanguages(text, language);
  if (runs.length === 1 && runs[0]?.language === undefined) return text;
  return each(runs, (run) =>
    run.language === undefined ? run.text : <span lang={run.language}>{run.text}</span>,
  );
}
