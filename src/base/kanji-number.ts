// Numbers below ten thousand that are written in kanji.

const digits = '〇一二三四五六七八九';

/** In digits: 二〇二五 one by one, 二千二十五 and 十四 by their places. `written`: nothing but such kanji. */
export function readKanji(written: string): string {
  const plain = [...written.replaceAll('零', '〇')];
  if (!/[十百千]/u.test(written)) return plain.map((digit) => digits.indexOf(digit)).join('');
  let sum = 0;
  let digit = 0;
  for (const character of plain) {
    const place = { 十: 10, 百: 100, 千: 1000 }[character];
    sum += place === undefined ? 0 : (digit || 1) * place;
    digit = place === undefined ? digits.indexOf(character) : 0;
  }
  return String(sum + digit);
}
