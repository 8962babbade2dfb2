// Vectors of texts from an OpenAI-compatible endpoint: an extra eye for stories, that nothing waits for long.

import * as z from 'zod';

export interface EmbeddingSettings {
  /** To its `/v1`. */
  url: string;
  name: string;
  key: string;
  /** How long an answer may take; absent: ten seconds. */
  milliseconds?: number;
}

/** `null`: nobody answered, or not with a vector of one length for each text. */
export type Vectors = readonly (readonly number[])[] | null;

const Answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1).max(8192) })),
});

/** Of an answer: 120 vectors of 3,072 numbers have about 8 MB. */
const mostBytes = 24 * 1024 * 1024;

/** One request for all texts. Never throws, and never takes longer than it may. */
export async function embedTexts(
  { url, name, key, milliseconds = 10_000 }: EmbeddingSettings,
  texts: readonly string[],
): Promise<Vectors> {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const response = await fetch(`${url}/embeddings`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model: name, input: texts, encoding_format: 'float' }),
      // A key goes nowhere else.
      redirect: 'manual',
      signal,
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return null;
    }
    const answer = Answer.safeParse(JSON.parse(await readText(response.body)));
    return answer.success ? inOrder(answer.data, texts.length) : null;
  } catch {
    return null;
  }
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const part of body) {
    length += part.length;
    if (length > mostBytes) throw new Error('The answer is too long');
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** As long as each other, finite, not all zero, and one for each text. */
function inOrder({ data }: z.infer<typeof Answer>, count: number): Vectors {
  const vectors = new Map(data.map(({ index, embedding }) => [index, embedding]));
  const length = data[0]?.embedding.length;
  if (data.length !== count || vectors.size !== count) return null;
  const ordered = Array.from({ length: count }, (_, index) => vectors.get(index) ?? []);
  const isWhole = ordered.every(
    (vector) => vector.length === length && Number.isFinite(norm(vector)) && norm(vector) > 0,
  );
  return isWhole ? ordered : null;
}

/** The cosine of two vectors of one length. */
export function cosine(one: readonly number[], other: readonly number[]): number {
  let product = 0;
  for (const [at, value] of one.entries()) product += value * (other[at] ?? 0);
  return product / (norm(one) * norm(other));
}

function norm(vector: readonly number[]): number {
  return Math.hypot(...vector);
}
