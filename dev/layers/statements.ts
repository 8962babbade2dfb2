// Holds hand-written SQL against its rule: a name of its own, a shape made once, no other way in.

/** A call as in src/db/statement.ts, with the beginning of its template. */
const call =
  /\b(allRows|maybeRow|oneRow|run)\(\s*\w+,\s*([^,()]+?)(?:,\s*([^`;]+?),?)?\s*\)`(\s*\S*)/g;
const comments = /\/\*.*?\*\/|(?<!:)\/\/[^\n]*/gs;
/** The only file that hands SQL to Drizzle as it was written. */
const home = 'src/db/statement.ts';

/** What stands against the rule, a sentence each. `files`: path from the root → text. */
export function findStatementFaults(files: ReadonlyMap<string, string>): string[] {
  const named = new Map<string, string>();
  const faults: string[] = [];
  for (const [file, text] of files) {
    if (!file.startsWith('src/') || file === home) continue;
    const bare = text.replaceAll(comments, '');
    const say = (fault: string) => faults.push(`${file}: ${fault}`);
    if (/\.execute\b/.test(bare)) say(`runs SQL past ${home}, without a name or a shape`);
    for (const [, verb, quoted = '', shape, begin = ''] of bare.matchAll(call)) {
      const name = /^'([a-z]\w*)'$/i.exec(quoted)?.[1];
      if (name === undefined) {
        say(`names a statement ${quoted}: a name is one word in quotes`);
        continue;
      }
      if (named.has(name)) say(`${name} is a statement of ${named.get(name)}, too`);
      named.set(name, file);
      if (!/^\s*[a-z]/i.test(begin)) say(`${name} begins with no word of SQL to stand behind`);
      if (verb !== 'run' && !isMadeOnce(bare, shape ?? '')) {
        say(`${name} makes its shape anew at each call`);
      }
    }
  }
  return faults;
}

/** A shape is a constant of the file, or of another. */
function isMadeOnce(text: string, shape: string): boolean {
  if (!/^\w+$/.test(shape)) return false;
  return new RegExp(`^(export )?const ${shape}\\b|^import [^;]*\\b${shape}\\b`, 'm').test(text);
}
