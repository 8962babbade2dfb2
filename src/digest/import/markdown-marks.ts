// Says what a line of the Markdown form is, by its first characters.

/** `text` is the line without its mark; an escaping backslash is still on it. */
export interface Mark {
  kind:
    | 'blank'
    | 'headline'
    | 'heading'
    | 'source'
    | 'question'
    | 'answer'
    | 'image'
    | 'point'
    | 'idea'
    | 'comment'
    | 'finish'
    | 'rule'
    | 'item'
    | 'other'
    | 'words';
  text: string;
}

/** First match wins. The one group is the text behind the mark. */
const marks: readonly (readonly [Mark['kind'], RegExp])[] = [
  ['blank', /^()$/u],
  ['finish', /^(?:##\s+)?🚩\s*(.*)$/u],
  ['headline', /^#(?:\s+(.*))?$/u],
  ['heading', /^##(?:\s+(.*))?$/u],
  ['source', /^###(?:\s+(.*))?$/u],
  ['question', /^>\s*[Qq]\s*[:：.．]\s*(.*)$/u],
  ['answer', /^>\s*[Aa]\s*[:：.．]\s*(.*)$/u],
  ['image', /^(!\[.*)$/u],
  ['point', /^(?:[-*+]\s+)?✅\ufe0f?\s*(.*)$/u],
  ['idea', /^(?:[-*+]\s+)?💡\ufe0f?\s*(.*)$/u],
  ['comment', /^💬\ufe0f?\s*(.*)$/u],
  ['rule', /^(?:-{3,}|\*{3,}|_{3,})()$/u],
  ['item', /^[-*+]\s+(.*)$/u],
  ['other', /^((?:#{4,6}(?:\s|$)|>).*)$/u],
];

/** Reads the mark of a trimmed line. */
export function classifyMarkdown(line: string): Mark {
  for (const [kind, pattern] of marks) {
    const match = pattern.exec(line);
    if (match !== null) return { kind, text: match[1] ?? '' };
  }
  return { kind: 'words', text: line };
}
