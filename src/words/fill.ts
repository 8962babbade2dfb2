// Words with places to fill, for those that the browser fills, too.

/** `fill('Saved {time}', { time: '10:32' })`; a place without a value stays as it is. */
export function fill(words: string, values: Readonly<Record<string, string | number>>): string {
  return words.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
