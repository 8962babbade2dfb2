// How near articles are to each other by the vectors of their titles and first lines.

import type { Nearness } from './compare.ts';
import { cosine, type EmbeddingSettings, embedTexts } from './embed.ts';

/** Of a text, after the title: what an article says it is about. */
const ledeCharacters = 300;

interface Text {
  title: string;
  text: string;
}

/** `isFailing`: somebody was asked and gave no vectors; then nothing is near anything. */
export async function measureNearness(
  settings: EmbeddingSettings | null,
  articles: readonly Text[],
): Promise<{ nearness: Nearness; isFailing: boolean }> {
  const ledes = [...new Set(articles.map(ledeOf))];
  const isAsked = settings !== null && ledes.length > 1;
  const vectors = isAsked ? await embedTexts(settings, ledes) : null;
  if (vectors === null) return { nearness: () => null, isFailing: isAsked };
  const known = new Map(ledes.map((lede, at) => [lede, vectors[at] ?? []]));
  const nearness: Nearness = (one, other) => {
    const [a, b] = [known.get(ledeOf(one)), known.get(ledeOf(other))];
    return a === undefined || b === undefined ? null : cosine(a, b);
  };
  return { nearness, isFailing: false };
}

function ledeOf({ title, text }: Text): string {
  return `${title}\n${text.slice(0, ledeCharacters).toWellFormed()}`;
}
