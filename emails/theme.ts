// Type, space and style sheets of every mail; its colours come from palette.ts.
import type { Palette } from './palette.ts';

/** The widest a mail grows, in px. */
export const sheetWidth = 600;

/** Unquoted on purpose: quotes cost six bytes each inside a style attribute. */
const stacks = {
  ja: {
    mincho: 'Hiragino Mincho ProN,Yu Mincho,YuMincho,Noto Serif JP,Noto Serif CJK JP,serif',
    gothic:
      'Hiragino Sans,Hiragino Kaku Gothic ProN,Yu Gothic,Meiryo,Noto Sans JP,Noto Sans CJK JP,sans-serif',
  },
  latin: {
    mincho: 'Iowan Old Style,Palatino Linotype,Palatino,Georgia,serif',
    gothic: 'Helvetica Neue,Segoe UI,Roboto,Helvetica,Arial,sans-serif',
  },
};

/** What depends on the language of a mail: faces, sizes, and the air between lines. */
export interface Typeface {
  /** For headline, question and conclusion. */
  mincho: string;
  /** For everything one reads on. */
  gothic: string;
  /** Line height of reading text, as a number. */
  leading: number;
  /** Line height of headline, question and other large lines. */
  tight: number;
  /** Headline sizes on a phone, in px: the usual one, and the one for a long headline. */
  headline: number;
  longHeadline: number;
}

/** Japanese gets its own faces and wider lines; every other language the Latin ones. */
export function typefaceFor(language: string): Typeface {
  return isJapanese(language)
    ? // Twelve characters across a phone of 375 px: most clauses of a headline stay whole.
      { ...stacks.ja, leading: 1.85, tight: 1.45, headline: 27, longHeadline: 24 }
    : { ...stacks.latin, leading: 1.7, tight: 1.28, headline: 30, longHeadline: 26 };
}

export function isJapanese(language: string): boolean {
  return /^ja\b/i.test(language);
}

/** The half-height marker stroke under an answer; clients without gradients show plain bold text. */
export function markerStroke({ leaf }: Palette): string {
  return `linear-gradient(transparent 58%,${leaf} 58%)`;
}

/** Sizes are inline for a phone; this widens them where there is room, and evens out large lines. */
export const wideCss = [
  'td,p{text-wrap:pretty}h1,h2,h3{text-wrap:balance}',
  `@media (min-width:${sheetWidth}px){`,
  '.pad{padding-left:44px!important;padding-right:44px!important}',
  '.card{padding-left:28px!important;padding-right:28px!important}',
  '.air{padding-top:32px!important;padding-bottom:40px!important}',
  '.h1{font-size:38px!important}.h1.long{font-size:32px!important}',
  '.h3{font-size:30px!important}.answer{font-size:20px!important}',
  '.end{font-size:21px!important}.end-air{padding-top:44px!important;padding-bottom:46px!important}',
  '.round{border-radius:6px!important}}',
].join('');

/** By the reader's own setting; colours without a class survive on either ground. */
export function darkCss(dark: Palette): string {
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    '@media (prefers-color-scheme:dark){',
    rulesOf(dark, ''),
    '}',
  ].join('');
}

/** Outlook.com and its apps repaint by themselves and mark what they touched. Apart from the others,
 * because Gmail drops a whole style element for one selector it does not know. */
export function outlookComCss(dark: Palette): string {
  return rulesOf(dark, '[data-ogsc] ', '[data-ogsb] ');
}

/** For Word's engine alone: fonts it has, line heights it keeps, and the sizes of a wide sheet. */
export const wordCss = [
  'table{border-collapse:collapse}',
  'td,p,h1,h2,h3,a,span{mso-line-height-rule:exactly}',
  '.g,.g p,.g a{font-family:"Yu Gothic",Meiryo,Arial,sans-serif!important}',
  '.m{font-family:"Yu Mincho","MS PMincho",Georgia,serif!important}',
  '.h1{font-size:36px!important}.h1.long{font-size:31px!important}.h3{font-size:29px!important}',
  '.pad{padding-left:44px!important;padding-right:44px!important}',
].join('');

function rulesOf(colours: Palette, forText: string, forGround: string = forText): string {
  const text = (['ink', 'soft', 'gold'] as const).map(
    (name) => `${forText}.${name}{color:${colours[name]}!important}`,
  );
  const ground = (['paper', 'sheet', 'leaf', 'bubble'] as const).map(
    (name) => `${forGround}.${name}{background-color:${colours[name]}!important}`,
  );
  return [
    ...text,
    ...ground,
    `${forGround}.line{border-color:${colours.line}!important}`,
    `${forGround}.stroke{background-image:${markerStroke(colours)}!important}`,
    `${forGround}.button{background-color:${colours.gold}!important;color:${colours.sheet}!important}`,
  ].join('');
}
