// Where an address in running text begins and ends: the one rule of pasted pages, Markdown and checks.

export interface FoundAddress {
  /** Without what nobody sees in it; its scheme in small letters. */
  url: string;
  /** Where it stands in the text; `to` is behind its last character. */
  from: number;
  to: number;
}

/**
 * The first http(s) address of a text. It ends before white space, quotes, a bracket that was not
 * opened in it or is not closed in it (of any script), and before punctuation (of any script) with
 * nothing behind it. Behind an ASCII letter it also ends where a sentence goes on in another
 * script: `https://a.example/xより`, `…/x（紙名）`, but not `…/wiki/停戦（2025年）`. Characters that
 * nobody sees do not exist. `null` if there is none.
 */
export function findAddress(text: string): FoundAddress | null {
  const scheme = /https?:\/\//iu.exec(text);
  if (scheme === null) return null;
  const from = scheme.index;
  const kept = readOn(text, from + scheme[0].length);
  const { url, to } = trimEnd(kept, text[from - 1] ?? '');
  return url === '' ? null : { url: scheme[0].toLowerCase() + url, from, to };
}

/** What an address given by itself has behind its end, by the same rule: `。` of `https://a.example/x。`. */
export function findExcess(url: string): string {
  const found = findAddress(url);
  return found?.from === 0 ? url.slice(found.to) : '';
}

/**
 * True if a line looks like the second half of the address that a line ends with: it is nothing
 * but characters of an address, and where the two meet, or in it, stands what only addresses have, or
 * the first is known to be broken where it ends (`isBroken`).
 */
export function continuesAddress(line: string, next: string, isBroken = false): boolean {
  if (!onlyAddress.test(next) || !/[a-z0-9]/iu.test(next) || /^https?:/iu.test(next)) return false;
  const address = /https?:\/\/[^\s\p{Default_Ignorable_Code_Point}]+$/iu.exec(line)?.[0] ?? '';
  const isAtItsEnd = address !== '' && findAddress(address)?.to === address.length;
  return (
    isAtItsEnd && (isBroken || /[/?&=#%_~+-]$/u.test(line) || /[/?&=#%_].|^[.+-]./u.test(next))
  );
}

const onlyAddress = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]{1,2000}[>」）〉》"”]?[.。]?$/u;

/** Twice what an address may have: the rest of an endless one is not looked at. */
const longest = 4000;

/** One character of an address, with the place behind it. */
interface Kept {
  character: string;
  to: number;
}

const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const stop = /[\s\p{Z}\p{Cc}\p{Cs}\p{Co}\p{Cn}<>"`\\^|｜＜＞＂、。]/u;
const opener = /[\p{Ps}\p{Pi}]/u;
const closer = /[\p{Pe}\p{Pf}]/u;
/** After these an address in another script goes on; in a host, after a dot, too. */
const joint = /[/?=&#\-_+~(%@$[{]/u;
const nextAddress = /[,;・，；]\s*https?:\/\//iuy;
/** What a sentence goes on with right behind an address. */
const sentence = /[\p{Script=Hiragana}\p{P}\p{S}]|(?:参照|引用|出典|閲覧|他|等)(?=[\s\p{P}]|$)/uy;

function readOn(text: string, from: number): Kept[] {
  const kept: Kept[] = [];
  const open: { character: string; at: number }[] = [];
  let isHost = true;
  for (let at = from; at < text.length && kept.length < longest; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const to = at + character.length;
    if (!ignorable.test(character)) {
      const before = kept.at(-1)?.character ?? '/';
      if (stop.test(character) || matchesAt(nextAddress, text, at)) break;
      const isSeam = isAscii(before) && !isAscii(character);
      const goesOn = joint.test(before) || (isHost && before === '.');
      if (isSeam && !goesOn && matchesAt(sentence, text, at)) break;
      if (closer.test(character)) {
        if (!closes(open.at(-1)?.character, character)) break;
        open.pop();
      }
      if (opener.test(character)) open.push({ character, at: kept.length });
      isHost &&= character !== '/';
      kept.push({ character, to });
    }
    at = to;
  }
  const [unclosed] = open;
  return unclosed === undefined ? kept : kept.slice(0, unclosed.at);
}

/** `before` stands before the address: what is set around it for emphasis ends it, too. */
function trimEnd(kept: Kept[], before: string) {
  const isTrailing = ({ character }: Kept) =>
    trailing.test(character) || (character === before && /[_~]/.test(before));
  let length = kept.length;
  for (let last = kept[length - 1]; last && isTrailing(last); last = kept[length - 1]) length -= 1;
  const url = kept
    .slice(0, length)
    .map(({ character }) => character)
    .join('');
  return { url, to: kept[length - 1]?.to ?? 0 };
}

const trailing = /(?![/#%&@-])[\p{Po}\p{Pd}\u2190-\u21ff～]/u;

/** Brackets are neighbours in Unicode, or next but one. */
function closes(opening: string | undefined, closing: string): boolean {
  const distance = (closing.codePointAt(0) ?? 0) - (opening?.codePointAt(0) ?? 0);
  return distance === 1 || distance === 2 || `${opening}${closing}` === '«»';
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function isAscii(character: string): boolean {
  return character <= '\x7f';
}
