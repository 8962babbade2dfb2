// Running text of a digest: strong words and links, everything else as it was written.
/** @jsxImportSource react */
import { Link } from '@react-email/components';
import type { ReactNode } from 'react';
import { encodeUrl } from '../../src/digest/encoded-url.ts';
import { widenPunctuation } from '../../src/digest/heading-text.ts';
import { type Inline, parseInline } from '../../src/digest/inline.ts';
import { splitLanguages } from '../language-runs.ts';
import { useLook } from '../look.tsx';
import { each } from './block.tsx';

interface InlineTextProps {
  text: string;
  /** Set large, as a heading is: punctuation is one's with that of the headings. */
  isDisplay?: boolean;
}

export function InlineText({ text, isDisplay = false }: InlineTextProps): ReactNode {
  return <Nodes nodes={parseInline(text)} isDisplay={isDisplay} />;
}

interface NodesProps {
  nodes: readonly Inline[];
  isDisplay: boolean;
}

function Nodes({ nodes, isDisplay }: NodesProps): ReactNode {
  const { colours, language } = useLook();
  return each(nodes, (node) => {
    if (node.kind === 'text')
      return <SpokenText text={isDisplay ? widenPunctuation(node.text, language) : node.text} />;
    const inside = <Nodes nodes={node.children} isDisplay={isDisplay} />;
    if (node.kind === 'strong') return <strong>{inside}</strong>;
    return (
      <Link
        href={encodeUrl(node.href)}
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
