// One question to a model, and what came of it: never an error, and nothing of it in a log.

import type { ModelMessage } from 'ai';
import * as z from 'zod';
import { loadLibrary, openModel, type Rung } from './open-model.ts';
import type { ModelSettings, Tokens } from './settings.ts';

export interface Question {
  system: string;
  messages: ModelMessage[];
  /** What the answer is to be; checked by the caller, for no provider is trusted with it. */
  schema: z.ZodType;
  /** Of the answer, at most. */
  mostTokens: number;
  signal: AbortSignal;
}

/** `used`: null if the provider does not say. */
export type ModelWord =
  /** `isWhole`: it came to its end. */
  | { kind: 'said'; text: string; isWhole: boolean; used: Tokens | null }
  /** Too many requests, or too much at the moment; `seconds`: what it asks to wait, if it does. */
  | { kind: 'busy'; seconds: number | null }
  /** An error, or no connection; `status`: what it answered, if it did. */
  | { kind: 'failed'; status: number | null }
  /** Not within the time that `signal` gave. */
  | { kind: 'late' };

/** The rung that a model was last seen to stand on, as long as the isolate lives. */
const rungs = new WeakMap<ModelSettings, Rung>();

/**
 * Asks for the schema by name first. A model that does not take that is asked for JSON with the schema in
 * the prompt, then and from then on.
 */
export async function askModel(model: ModelSettings, question: Question): Promise<ModelWord> {
  const known = rungs.get(model) ?? 'json_schema';
  const word = await askOn(model, question, known);
  if (known === 'json_object' || !isAboutFormat(model, word)) return word;
  const lower = await askOn(model, question, 'json_object');
  if (lower.kind === 'said') rungs.set(model, 'json_object');
  return lower;
}

/** What endpoints answer to a format that they do not know. Workers AI has errors without a status. */
function isAboutFormat({ at }: ModelSettings, word: ModelWord): boolean {
  if (word.kind !== 'failed') return false;
  return word.status === null ? 'workersAi' in at : [400, 415, 422, 501].includes(word.status);
}

async function askOn(model: ModelSettings, question: Question, rung: Rung): Promise<ModelWord> {
  const { signal, schema, mostTokens, messages } = question;
  if (signal.aborted) return { kind: 'late' };
  const library = await loadLibrary();
  const { generateText, jsonSchema, Output, APICallError, NoObjectGeneratedError } = library;
  try {
    const { model: opened, takesFormat } = openModel(library, model, rung);
    const asked = generateText({
      model: opened,
      instructions: rung === 'json_object' ? withSchema(question) : question.system,
      messages,
      temperature: 0,
      maxOutputTokens: mostTokens,
      maxRetries: 0,
      abortSignal: signal,
      ...(takesFormat
        ? { output: Output.object({ schema: jsonSchema(toSchema(schema)), name: 'answer' }) }
        : {}),
    });
    // Not every way of asking ends with the signal.
    const { text, finishReason, usage } = await orLate(asked, signal);
    return { kind: 'said', text, isWhole: finishReason !== 'length', used: readUsage(usage) };
  } catch (error) {
    if (signal.aborted) return { kind: 'late' };
    if (NoObjectGeneratedError.isInstance(error)) {
      const { text = '', finishReason, usage } = error;
      return { kind: 'said', text, isWhole: finishReason !== 'length', used: readUsage(usage) };
    }
    if (!APICallError.isInstance(error)) return { kind: 'failed', status: null };
    const status = error.statusCode ?? null;
    if (status === 429 || status === 503) {
      return { kind: 'busy', seconds: readSeconds(error.responseHeaders?.['retry-after']) };
    }
    return { kind: 'failed', status };
  }
}

function withSchema({ system, schema }: Question): string {
  const said = JSON.stringify(toSchema(schema));
  return `${system}\nAnswer with one JSON object and nothing else. Its JSON Schema is:\n${said}`;
}

/** As providers take it; the library has a zod of its own, and does not know ours. */
function toSchema(schema: z.ZodType) {
  return z.toJSONSchema(schema, { target: 'draft-7' });
}

function readUsage(
  usage: { inputTokens?: number | undefined; outputTokens?: number | undefined } | undefined,
): Tokens | null {
  const { inputTokens, outputTokens } = usage ?? {};
  return inputTokens && outputTokens ? { in: inputTokens, out: outputTokens } : null;
}

/** Of a `Retry-After` in seconds; a date is none. */
function readSeconds(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,5}$/.test(header.trim()) ? Number(header) : null;
}

function orLate<Result>(work: PromiseLike<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new Error('late')), { once: true });
  return Promise.race([work, promise]);
}
