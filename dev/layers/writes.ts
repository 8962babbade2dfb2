// Which tables the statements of a file write, by Drizzle's builder or in SQL.

/** `for update`, `for no key update` and `do update set` write nothing of their own. */
const inSql =
  /(?<!\b(?:for|key|do)\s+)\b(?:insert\s+into|merge\s+into|update|delete\s+from|truncate)\s+(?:only\s+)?(\$\{\w+\}|[a-z]\w*)/g;
const byBuilder = /\.(?:insert|update|delete)\(\s*([a-z]\w*)\s*\)/g;
const comments = /\/\*.*?\*\/|(?<!:)\/\/[^\n]*|--[^\n]*/gs;

/** The tables by their names in the database; a variable by its own, so that nobody can own it. */
export function readWrites(text: string): string[] {
  const bare = text.replaceAll(comments, '');
  const written = [...bare.matchAll(inSql)].map(([, name = '']) => name);
  const built = [...bare.matchAll(byBuilder)].map(([, name = '']) =>
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  return [...new Set([...written, ...built])];
}
