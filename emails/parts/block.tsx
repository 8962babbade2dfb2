// The layout table every part of a mail stands in: one cell, full width, invisible to screen readers.
/** @jsxImportSource react */
import { type CSSProperties, createElement, Fragment, type ReactNode } from 'react';

interface BlockProps {
  /** Classes and style of the cell; padding belongs there, Word ignores it on tables. */
  className?: string | undefined;
  style?: CSSProperties;
  children: ReactNode;
}

export function Block({ className, style, children }: BlockProps) {
  return (
    <Layout>
      <tr>
        <td className={className} style={style}>
          {children}
        </td>
      </tr>
    </Layout>
  );
}

/** The bare table, for rows of one's own. */
export function Layout({
  className,
  style,
  align,
  width = '100%',
  children,
}: {
  className?: string;
  style?: CSSProperties;
  align?: 'center';
  width?: string;
  children: ReactNode;
}) {
  return (
    <table
      role="presentation"
      width={width}
      cellPadding={0}
      cellSpacing={0}
      border={0}
      align={align}
      className={className}
      style={style}
    >
      <tbody>{children}</tbody>
    </table>
  );
}

/**
 * A place where the renderer puts code for Word's engine. React cannot write comments, so these
 * empty elements stand for them until `finishMarkup` (and are harmless if nobody replaces them).
 */
export function WordOnly({ code }: { code: 'head' | 'open' | 'close' }) {
  return createElement(`word-${code}`);
}

/** Draws each item; a mail is rendered once and never reordered, so its place is key enough. */
export function each<T>(
  items: readonly T[],
  draw: (item: T, index: number, all: readonly T[]) => ReactNode,
) {
  return items.map((item, index) =>
    createElement(Fragment, { key: index }, draw(item, index, items)),
  );
}
