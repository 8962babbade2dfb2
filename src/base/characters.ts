// Which characters are refused where: every set of them, side by side.

/** Whatever ends a line in some program. */
export const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/** Overrides and isolates: they make text read otherwise than it is written. */
const turning = '\\u202a-\\u202e\\u2066-\\u2069';
/** Line and paragraph separators: line ends to some readers and not to others. */
const separators = '\\u2028\\u2029';

/**
 * Input of any kind, before its schema: what PostgreSQL cannot keep, and other controls. Tab and line
 * ends stay: the schemas of single lines refuse those by themselves.
 */
export const unstorable = set('\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f');

/**
 * Texts of a digest and lines about a person: control characters (C0, DEL, C1), separators, U+FFFD
 * (the trace of a wrong encoding) and the two that no XML feed can carry.
 */
export const unprintable = set(`\\p{Cc}${separators}\\ufffd-\\uffff`);

/** `unprintable` for the description of the API: not every reader of it knows `\\p`. */
const plain = '[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufffd-\\uffff]';
/** A line without anything unprintable. */
export const linePattern = `^${plain}*$`;
/** The same, with something to see. */
export const visibleLinePattern = `^${plain}*[^\\s\\u0000-\\u001f\\u007f-\\u009f\\ufffd-\\uffff]${plain}*$`;

/** Lines about a person besides: digests in Arabic or Hebrew may mean them, a name does not. */
export const turningText = set(turning);

/** An e-mail address, after NFKC: whatever nobody sees. */
export const unaddressable = set(
  '\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff',
);

/** Texts of a digest get a warning: seldom meant, and a favourite of forgers. */
export const hidden = set(`\\u200b\\u2060\\ufeff${turning}`);

/** Values put into a mail for one reader: what no header, tag, name or address may carry. */
export const unfitForMail = set(`\\p{Cc}\\p{Cs}${separators}\\ufffd`);

/** Header values besides (CR and LF above all): nothing isolates them from what stands beside. */
export const unfitForHeader = set(`\\p{Cc}\\p{Cs}${separators}${turning}\\ufffd`);

/** For `replace`: every run of them. */
export function runsOf(characters: RegExp): RegExp {
  return new RegExp(`${characters.source}+`, 'gu');
}

/** `U+200B`, for a message about a character that nobody sees. */
export function nameCharacter(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function set(characters: string): RegExp {
  return new RegExp(`[${characters}]`, 'u');
}
