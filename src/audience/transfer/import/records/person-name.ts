// The name of a person, as one line in the order in which its language says it.

/** Family name first: Chinese, Hungarian, Japanese, Korean, Vietnamese. */
const familyFirst = /^(hu|ja|ko|vi|zh)\b/i;
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** `isFamilyFirst`: what the headings suggest, where neither the letters nor the language say it. */
export function joinName(
  family: string,
  given: string,
  language: string,
  isFamilyFirst: boolean,
): string {
  if (family === '' || given === '') return family + given;
  const comesFirst =
    eastAsian.test(family + given) ||
    (language === '' ? isFamilyFirst : familyFirst.test(language));
  return comesFirst ? `${family} ${given}` : `${given} ${family}`;
}

/** Line ends, tabs and blanks of any width become one space. */
export function oneLine(text: string): string {
  return /\s\s|[^\S ]/.test(text) ? text.trim().replace(/\s+/g, ' ') : text;
}
