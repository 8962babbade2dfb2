// What every part of a mail is drawn with: language, words, faces, colours, and whose mail it is.
/** @jsxImportSource react */
import { createContext, type ReactNode, useContext } from 'react';
import { type Words, wordsFor } from '../src/words/words.ts';
import { housePalettes, type Palettes, palettesOf } from './palette.ts';
import { type Typeface, typefaceFor } from './theme.ts';

/** How a list presents itself. What is absent is the house's own. */
export interface Brand {
  /** At the top of each mail, beside the logo. */
  name?: string;
  /** With its size in px, so that its place is kept; shown at most 40 px high. */
  logo?: { url: string; width: number; height: number };
  /** `#rrggbb`, dark enough to be read on paper. */
  accent?: string;
  /** A line of the list's own above the sender, in the footer. */
  footer?: string;
}

export interface Look {
  /** Of the mail's content. */
  language: string;
  words: Words;
  type: Typeface;
  /** Inline styles are for daylight; the style sheets know the rest. */
  colours: Palettes['light'];
  palettes: Palettes;
  brandName: string;
  logo: { url: string; width: number; height: number };
  /** The editor's face in speech bubbles: the logo, if it is about square. */
  faceUrl: string;
  footer: string | null;
}

export interface LookInput {
  language: string;
  brandName: string;
  /** The chrysanthemum, an absolute address. */
  markUrl: string;
  brand?: Brand;
}

export function createLook({ language, brandName, markUrl, brand = {} }: LookInput): Look {
  const palettes = brand.accent === undefined ? housePalettes : palettesOf(brand.accent);
  const { logo } = brand;
  const isSquare = logo !== undefined && Math.abs(Math.log(logo.width / logo.height)) < 0.25;
  return {
    language,
    words: wordsFor(language),
    type: typefaceFor(language),
    colours: palettes.light,
    palettes,
    brandName: brand.name ?? brandName,
    logo: logo === undefined ? { url: markUrl, width: 32, height: 32 } : scaleDown(logo),
    faceUrl: isSquare ? logo.url : markUrl,
    footer: brand.footer ?? null,
  };
}

const tallest = 40;
const widest = 220;

function scaleDown(logo: Look['logo']): Look['logo'] {
  const scale = Math.min(1, tallest / logo.height, widest / logo.width);
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return { url: logo.url, width: scaled(logo.width), height: scaled(logo.height) };
}

const LookContext = createContext<Look | null>(null);

export function LookProvider({ look, children }: { look: Look; children: ReactNode }) {
  return <LookContext value={look}>{children}</LookContext>;
}

/** The look of the mail this part stands in. */
export function useLook(): Look {
  const look = useContext(LookContext);
  if (look === null) throw new Error('A part of a mail was drawn outside of one');
  return look;
}
