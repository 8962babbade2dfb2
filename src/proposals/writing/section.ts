// One section of a proposal, as it is kept: what is said of one article, and the port through which it is written.

import * as z from 'zod';
import type { Trouble } from '../trouble.ts';
import { type PointSource, StoredPoint } from './evidence.ts';
import { StoredHook } from './hook.ts';

export const StoredSection = z.strictObject({
  n: z.int(),
  /** The number of the source whose article it sums up. */
  source: z.int(),
  /** Who chose and shortened its points. */
  by: z.enum(['embedded', 'model']),
  hook: StoredHook,
  points: z.array(StoredPoint),
  /** Sentences of the article that were proposed so far. */
  proposed: z.array(z.int()),
});
export type StoredSection = z.infer<typeof StoredSection>;

export const SectionText = StoredSection.pick({
  by: true,
  hook: true,
  points: true,
  proposed: true,
});
export type SectionText = z.infer<typeof SectionText>;

/** An article that a section is written of. */
export interface SectionArticle extends PointSource {
  title: string;
  isForModels: boolean;
}

/**
 * The section as it was, when it is made again: `kept` stays, and `proposed` is passed over. A new one has no
 * hook, and what readers know is passed over.
 */
export interface SectionBefore {
  kept: readonly StoredPoint[];
  proposed: readonly number[];
  hook: StoredHook | null;
}

/**
 * Writes what is said of an article: the embedded default (`writeEmbedded`), or models (`writeWithModels`).
 * `text` is null if no sentence of it can be a point; `warnings` are for the editor. Never throws for what an
 * article or a model does.
 */
export type SectionWriter = (
  article: SectionArticle,
  language: string,
  before?: SectionBefore,
) => Promise<{ text: SectionText | null; warnings: Trouble[] }>;
