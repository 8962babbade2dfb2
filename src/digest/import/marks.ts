// The marks of a digest, however they are written: one table for pasted pages and Markdown.

export type Mark = 'point' | 'idea' | 'flag' | 'comment';

/** Each with its look-alikes, a word processor's symbol font, and the names that chats give it. */
const marks: Readonly<Record<Mark, { signs: string; names: string }>> = {
  point: {
    signs: '✅☑✔✓🗸🗹\uf0fc\uf0fe',
    names: 'white_check_mark|heavy_check_mark|ballot_box_with_check|check_mark_button|check_mark',
  },
  idea: { signs: '💡', names: 'bulb|light_bulb' },
  flag: { signs: '🚩', names: 'triangular_flag_on_post|triangular_flag' },
  comment: { signs: '💬', names: 'speech_balloon' },
};

/** What a list, a quotation or a table of contents sets before a line. */
const bullet =
  '(?:[・･•●○◦‣▪▫■□◆◇▶►➤·∙⁃*+>＞\\-–—−─\\uf0b7\\uf0a7]|[o§](?=\\s)|\\d{1,3}[.)．、）]|[（(]\\d{1,3}[)）]|[①-⑳])';
const nothing = '[\\s\\p{Z}\\p{Default_Ignorable_Code_Point}]*';
const every = Object.entries(marks) as [Mark, (typeof marks)[Mark]][];
const sign = every
  .map(([name, { signs, names }]) => `(?<${name}>[${signs}]|:(?:${names}):)`)
  .join('|');
const marked = new RegExp(
  `^${nothing}(?:${bullet}${nothing}){0,6}(?:${sign})${nothing}(?<words>.*)$`,
  'su',
);

/** The mark that a line begins with, bullets and what nobody sees aside, and the words behind it. */
export function findMark(text: string): { mark: Mark; words: string } | null {
  const groups = marked.exec(text)?.groups;
  const found = every.find(([name]) => groups?.[name] !== undefined);
  return found ? { mark: found[0], words: groups?.words ?? '' } : null;
}
