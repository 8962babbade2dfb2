// How wide a text is where full-width characters take two columns: in a text part, in an inbox row.

// East Asian Width W and F (Unicode TR11).
const wide =
  /[\u1100-\u115f\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that Japanese fonts draw wide and Latin ones do not: dashes, quotation marks, arrows, shapes. */
const ambiguous =
  /[\u2014\u2015\u2018\u2019\u201c\u201d\u2025\u2026\u203b\u2190-\u2193\u25a0-\u25ef\u2600-\u27bf]/u;
/** Joins what stands before it: no width of its own. */
const joining = /\p{M}|\p{Cf}|\p{Emoji_Modifier}/u;

/** Columns of one character, as a Japanese font draws it; 0 for what joins the character before. */
export function columnsOf(character: string): 0 | 1 | 2 {
  if (joining.test(character)) return 0;
  return wide.test(character) || ambiguous.test(character) ? 2 : 1;
}

/** Columns of a row of text as the fonts of its language draw it; an emoji is one picture. */
export function rowColumns(text: string, language: string): number {
  const isEastAsian = eastAsian.test(language);
  let columns = 0;
  for (const { segment } of segmenter(language).segment(text)) {
    columns += clusterColumns(segment, isEastAsian);
  }
  return columns;
}

/** The start of a text that fits into so many columns, with `…` if something was left out. */
export function cutToColumns(text: string, language: string, columns: number): string {
  const isEastAsian = eastAsian.test(language);
  const room = columns - clusterColumns('…', isEastAsian);
  let width = 0;
  let fits = 0;
  for (const { segment, index } of segmenter(language).segment(text)) {
    width += clusterColumns(segment, isEastAsian);
    if (width > columns) return `${text.slice(0, fits).trimEnd()}…`;
    if (width <= room) fits = index + segment.length;
  }
  return text;
}

const eastAsian = /^(ja|zh|ko|yue)\b/i;
const segmenters = new Map<string, Intl.Segmenter>();

/** Kept: making one takes longer than reading a headline. */
function segmenter(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const made = new Intl.Segmenter(language);
  segmenters.set(language, made);
  return made;
}

const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

function clusterColumns(cluster: string, isEastAsian: boolean): number {
  const characters = [...cluster];
  if (characters.length > 1 && picture.test(cluster)) return 2;
  return characters.reduce((columns, character) => {
    const isNarrow = !isEastAsian && ambiguous.test(character) && !wide.test(character);
    return columns + (isNarrow ? 1 : columnsOf(character));
  }, 0);
}
