// How a list presents itself in its mails, checked when it is saved so that every mail can be read.

import * as z from 'zod';
import { findLowContrasts, palettesOf, readableAccent } from '../../emails/palette.ts';
import { visibleLinePattern } from '../base/characters.ts';
import { shortText } from '../base/raw-text.ts';
import { explainForbidden, HttpsUrl } from '../digest/text.ts';
import { isVisible } from '../digest/tidy.ts';

const pixels = z.int().min(16).max(1200);

/** What is left out is the house's own. */
export const Brand = z.strictObject({
  name: line(60)
    .exactOptional()
    .meta({ description: 'At the top of each mail; the sender’s name if absent.' }),
  logo: z
    .strictObject({ url: HttpsUrl, width: pixels, height: pixels })
    .exactOptional()
    .meta({ description: 'Best with a transparent background: it is shown on light and dark.' }),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Must be a colour written #rrggbb')
    .toLowerCase()
    .superRefine((accent, context) => {
      const message = explainContrast(accent);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .exactOptional()
    .meta({
      description:
        'Links, numbers and buttons. Must be readable: contrast 4.5:1 on every background.',
    }),
  footer: line(300).exactOptional().meta({ description: 'A line above the sender’s name.' }),
});
export type Brand = z.infer<typeof Brand>;

/** A stored brand. One that is not fit any more gives the house's own look, never a broken mail. */
export function parseBrand(stored: unknown): Brand | null {
  return Brand.nullable().safeParse(stored).data ?? null;
}

function explainContrast(accent: string): string | null {
  if (!/^#[0-9a-f]{6}$/.test(accent)) return null;
  const low = findLowContrasts(palettesOf(accent));
  if (low.length === 0) return null;
  return `Has too little contrast (4.5 is needed; ${low.slice(0, 3).join('; ')}): ${readableAccent(accent)} would do`;
}

function line(maximum: number) {
  return shortText(maximum)
    .superRefine((text, context) => {
      const message = isVisible(text) ? explainForbidden(text) : 'Must not be empty';
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .trim()
    .meta({ minLength: 1, pattern: visibleLinePattern });
}
