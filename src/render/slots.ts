// The places in a frozen mail that differ from reader to reader, and how they are marked and cut.

import * as z from 'zod';

/** Every value a reader's copy of a mail may differ in. `list` is the id. */
const SlotName = z.enum([
  'to',
  'subscriber',
  'batch',
  'list',
  'listSlug',
  'listName',
  'unsubscribeUrl',
  'unsubscribeToken',
  'preferencesUrl',
]);
export type SlotName = z.infer<typeof SlotName>;
export const slotNames = SlotName.options;

/** A slot inside the message's `html` is escaped for HTML first; every slot is inside a JSON string. */
const Escape = z.enum(['json', 'html']);
type Escape = z.infer<typeof Escape>;

export const Slot = z.object({ name: SlotName, escape: Escape });
export type Slot = z.infer<typeof Slot>;

/** A template cut at its slots: text, slot, text, slot, …, text. */
export interface Cut {
  /** One more than slots. */
  segments: string[];
  slots: Slot[];
}

/** Stand-ins for values while a mail is rendered. */
export interface SlotMarks {
  mark(name: SlotName, within: Escape): string;
  /** Cuts a text at its marks. Throws if a mark was broken on the way. */
  cut(text: string): Cut;
}

/**
 * Marks that occur nowhere in `content`, so that no writer can forge or hit one by accident. They
 * are plain letters and digits: no escaping, wrapping or encoding changes them.
 */
export function createMarks(content: string): SlotMarks {
  let n = 0;
  while (content.includes(`slot${n}q`)) n += 1;
  const stem = `slot${n}q`;
  const pattern = new RegExp(`${stem}(json|html)(${slotNames.join('|')})Q`, 'g');
  return {
    mark: (name, within) => `${stem}${within}${name}Q`,
    cut(text) {
      const parts = text.split(pattern);
      const segments: string[] = [];
      const slots: Slot[] = [];
      for (let i = 0; i < parts.length; i += 3) {
        segments.push(parts[i] ?? '');
        const name = slotNames.find((known) => known === parts[i + 2]);
        if (name !== undefined)
          slots.push({ name, escape: parts[i + 1] === 'html' ? 'html' : 'json' });
      }
      if (segments.some((segment) => segment.includes(stem))) {
        throw new Error('A placeholder was broken while the mail was rendered');
      }
      return { segments, slots };
    },
  };
}
