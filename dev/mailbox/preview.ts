// The words that an inbox shows after a subject: the beginning of the mail, hidden preheader and all.

/** More than that no row shows, in characters. */
const longest = 160;

/** Of the HTML if there is one, else of the text part; empty where no body is kept. */
export function previewOf({ html, text }: { html: string | null; text: string | null }): string {
  const words = html === null ? (text ?? '') : readWords(html);
  const [row = ''] = words.split(filler, 1);
  const line = row.replace(/(?:[\s\u200b-\u200f\u2060\ufeff\u00ad]|\u034f)+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line;
}

/** Blanks and joiners in turn, with which senders keep the rest of the mail out of the row. */
const filler = /(?:[\s\u2003]*(?:[\u200b-\u200f\u2060\ufeff\u00ad]|\u034f)){4}/;

/** A row needs the beginning only: the rest of a large mail is not looked at. */
function readWords(html: string): string {
  const body = html.slice(Math.max(0, html.search(/<body/i))).slice(0, 8000);
  return body
    .replace(/<!--[\s\S]*?-->|<(style|script|title)\b[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|zwnj|#x27|#39);/g, (_, name: string) => entities[name] ?? ' ');
}

const entities: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', zwnj: '\u200c' },
  ...{ '#x27': "'", '#39': "'" },
};
