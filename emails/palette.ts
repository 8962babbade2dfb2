// The colours of a mail: the house's own, or those that grow from one accent colour of a brand.

export interface Palette {
  paper: string;
  sheet: string;
  ink: string;
  soft: string;
  line: string;
  /** Links, numbers, buttons: the one accent, dark enough to be read. */
  gold: string;
  /** The ground of the conclusion and of the marker stroke. */
  leaf: string;
  bubble: string;
  /** The line that opens and closes the sheet; nothing is written in it. */
  mark: string;
}

export interface Palettes {
  light: Palette;
  dark: Palette;
}

/** On paper, in daylight, and the same paper by lamplight. */
export const housePalettes: Palettes = {
  light: {
    paper: '#f7f3ea',
    sheet: '#fffdf8',
    ink: '#231f1a',
    soft: '#675e52',
    line: '#e4dccb',
    gold: '#8f5b00',
    leaf: '#f6e7c4',
    bubble: '#f3eee2',
    mark: '#e0a42e',
  },
  dark: {
    paper: '#151210',
    sheet: '#1e1a16',
    ink: '#efe7da',
    soft: '#b3a795',
    line: '#3a332a',
    gold: '#f2bd5b',
    leaf: '#3a2e17',
    bubble: '#2a241d',
    mark: '#e0a42e',
  },
};

/** WCAG 2.2, 1.4.3: what text must have on its ground. */
export const leastContrast = 4.5;

/**
 * The palettes of an accent colour (`#rrggbb`). By daylight it is taken as it is, so that a saved
 * colour is the one that is shown; by lamplight it is lightened until it can be read.
 */
export function palettesOf(accent: string): Palettes {
  const { light, dark } = housePalettes;
  const lightLeaf = mix(light.sheet, accent, 0.14);
  const darkLeaf = mix(dark.sheet, accent, 0.24);
  const grounds = [dark.paper, dark.sheet, dark.bubble, darkLeaf];
  return {
    light: { ...light, gold: accent, mark: accent, leaf: lightLeaf },
    dark: {
      ...dark,
      gold: approach(accent, '#ffffff', (gold) =>
        grounds.every((ground) => contrastOf(gold, ground) >= leastContrast),
      ),
      leaf: darkLeaf,
      mark: accent,
    },
  };
}

/** Each pair of text and ground that cannot be read, such as `gold on leaf: 3.9`. */
export function findLowContrasts({ light, dark }: Palettes): string[] {
  return [light, dark].flatMap((palette) =>
    pairs.flatMap(([text, ground]) => {
      const contrast = contrastOf(palette[text], palette[ground]);
      const where = palette === light ? 'in light' : 'in dark';
      return contrast >= leastContrast
        ? []
        : [`${text} on ${ground} ${where}: ${contrast.toFixed(1)}`];
    }),
  );
}

/** The accent nearest to `accent` that can be read everywhere; its tints change along with it. */
export function readableAccent(accent: string): string {
  return approach(accent, '#000000', (mixed) => findLowContrasts(palettesOf(mixed)).length === 0);
}

/** Which words stand on which ground; a button is written in the colour of the sheet. */
const pairs: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ...(['paper', 'sheet', 'leaf', 'bubble'] as const).flatMap(
    (ground) =>
      [
        ['ink', ground],
        ['gold', ground],
      ] as const,
  ),
  ['soft', 'paper'],
  ['soft', 'sheet'],
  ['sheet', 'gold'],
];

/** WCAG's ratio, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [a, b] = [luminanceOf(one), luminanceOf(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** As little of `target` mixed into a colour as makes it good. */
function approach(colour: string, target: string, isGood: (mixed: string) => boolean): string {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(colour, target, share);
    if (isGood(mixed)) return mixed;
  }
  return target;
}

function mix(one: string, other: string, share: number): string {
  const [a, b] = [channelsOf(one), channelsOf(other)];
  const mixed = a.map((channel, index) => channel + ((b[index] ?? 0) - channel) * share);
  return `#${mixed.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
