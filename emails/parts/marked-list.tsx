// A list whose mark is ours: ticks of a source's points, lamps of the conclusion.
/** @jsxImportSource react */
import type { CSSProperties } from 'react';
import { each, Layout } from './block.tsx';
import { InlineText } from './inline.tsx';

interface MarkedListProps {
  items: readonly string[];
  /** Drawn before each item, unheard: it says nothing that the list and its label do not. */
  mark: string;
  markClass?: string;
  markStyle?: CSSProperties;
  markWidth: number;
  itemClass?: string;
  itemStyle: CSSProperties;
  /** Items are set large, as headings are. */
  isDisplay?: boolean;
  label?: string;
}

/** Lists by role: a real `ul` brings bullets and indents that Word's engine does not give up. */
export function MarkedList({ items, mark, label, isDisplay = false, ...look }: MarkedListProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    <div role="list" aria-label={label}>
      {each(items, (item) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <div role="listitem">
          <Layout>
            <tr>
              <td
                className={look.markClass}
                width={look.markWidth}
                valign="top"
                style={{ ...look.itemStyle, ...look.markStyle }}
              >
                <span aria-hidden="true">{mark}</span>
              </td>
              <td className={look.itemClass} style={look.itemStyle}>
                <InlineText text={item} isDisplay={isDisplay} />
              </td>
            </tr>
          </Layout>
        </div>
      ))}
    </div>
  );
}
