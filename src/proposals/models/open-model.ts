// A model as the library knows it.

import type { LanguageModel } from 'ai';
import { fetchBounded } from './bounded-fetch.ts';
import type { ModelSettings } from './settings.ts';

/** How an answer is held to its schema: by the provider, or by the prompt alone. */
export type Rung = 'json_schema' | 'json_object';

/** The library, loaded when a model is first asked. */
export async function loadLibrary() {
  // Else it writes to the console what a model does not support.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  return import('./library.ts');
}

/**
 * `takesFormat`: it can be told to answer in JSON. Workers AI has no word for JSON without a schema, so on
 * the lower rung it is told nothing.
 */
export function openModel(
  { createWorkersAI, createOpenAICompatible }: Awaited<ReturnType<typeof loadLibrary>>,
  { at, name }: ModelSettings,
  rung: Rung,
): { model: LanguageModel; takesFormat: boolean } {
  if ('workersAi' in at) {
    const model = createWorkersAI({ binding: at.workersAi })(name);
    return { model, takesFormat: rung === 'json_schema' };
  }
  const provider = createOpenAICompatible({
    name: 'model',
    baseURL: at.url,
    ...(at.key === '' ? {} : { apiKey: at.key }),
    fetch: fetchBounded,
    supportsStructuredOutputs: rung === 'json_schema',
  });
  return { model: provider(name), takesFormat: true };
}
