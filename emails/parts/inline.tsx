// Running text of a digest: strong words and links, everything else as it was written.
/** @jsxImportSource react */
import { Link } from '@react-email/components';
import type { ReactNode } from 'react';
import { type Inline, parseInline } from '../../src/digest/inline.ts';
import { light } from '../theme.ts';

export function InlineText({ text }: { text: string }): ReactNode {
  return parseInline(text).map(renderNode);
}

function renderNode(node: Inline, index: number): ReactNode {
  if (node.kind === 'text') return node.text;
  const inside = node.children.map(renderNode);
  if (node.kind === 'strong') return <strong key={index}>{inside}</strong>;
  return (
    <Link
      key={index}
      href={node.href}
      className="gold"
      style={{ color: light.gold, textDecoration: 'underline' }}
    >
      {inside}
    </Link>
  );
}
