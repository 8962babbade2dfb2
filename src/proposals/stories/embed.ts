// Vectors of texts, of an OpenAI-compatible endpoint or of Workers AI: an extra eye for stories, that nothing waits
// for long.

import * as z from 'zod';
import type { WorkersAi } from '../workers-ai.ts';

export interface EmbeddingSettings {
  /** `url`: to its `/v1`. */
  at: { url: string; key: string } | { workersAi: WorkersAi };
  name: string;
  /** How long all answers may take; absent: ten seconds. */
  milliseconds?: number;
}

/** `null`: nobody answered, or not with a vector of one length for each text. */
export type Vectors = readonly (readonly number[])[] | null;

const Vector = z.array(z.number()).min(1).max(8192);
const Answer = z.object({ data: z.array(z.object({ index: z.int(), embedding: Vector })) });
/** Of Workers AI: in the order of the texts (Cloudflare's schema of `@cf/baai/bge-m3`). */
const BoundAnswer = z.object({ data: z.array(Vector) });

/** Of an answer: 120 vectors of 3,072 numbers have about 8 MB. */
const mostBytes = 24 * 1024 * 1024;
/** Texts in one call of Workers AI: the most that its smaller models take. */
const mostBound = 100;

/** Never throws, and never takes longer than it may. */
export async function embedTexts(
  { at, name, milliseconds = 10_000 }: EmbeddingSettings,
  texts: readonly string[],
): Promise<Vectors> {
  const asked = { name, texts, signal: AbortSignal.timeout(milliseconds) };
  try {
    return wholeOrNull(
      await ('url' in at ? askEndpoint(at, asked) : askBound(at.workersAi, asked)),
      texts.length,
    );
  } catch {
    return null;
  }
}

interface Asked {
  name: string;
  texts: readonly string[];
  signal: AbortSignal;
}

/** One request for all texts. */
async function askEndpoint(
  { url, key }: { url: string; key: string },
  { name, texts, signal }: Asked,
): Promise<Vectors> {
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
  const { data } = Answer.parse(JSON.parse(await readText(response.body)));
  const vectors = new Map(data.map(({ index, embedding }) => [index, embedding]));
  if (data.length !== texts.length) return null;
  return texts.map((_, index) => vectors.get(index) ?? []);
}

async function askBound(ai: WorkersAi, { name, texts, signal }: Asked): Promise<Vectors> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  const vectors: number[][] = [];
  for (let from = 0; from < texts.length; from += mostBound) {
    const text = texts.slice(from, from + mostBound);
    // What is bound need not heed the signal.
    const answer = await Promise.race([ai.run(name, { text }, { signal }), late]);
    vectors.push(...BoundAnswer.parse(answer).data);
  }
  return vectors;
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

/** The same if they are as long as each other, finite, not all zero, and one for each text. */
function wholeOrNull(vectors: Vectors, count: number): Vectors {
  const length = vectors?.[0]?.length;
  if (vectors === null || vectors.length !== count) return null;
  const isWhole = vectors.every(
    (vector) => vector.length === length && Number.isFinite(norm(vector)) && norm(vector) > 0,
  );
  return isWhole ? vectors : null;
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
