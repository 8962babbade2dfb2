// A model as the SDK knows it. The SDK is loaded when a model is first asked.

import type { LanguageModel } from 'ai';
import { fetchBounded } from './bounded-fetch.ts';
import type { ModelSettings } from './settings.ts';

/** How an answer is held to its schema: by the provider, or by the prompt alone. */
export type Rung = 'json_schema' | 'json_object';

/**
 * `takesFormat`: it can be told to answer in JSON. Workers AI has no word for JSON without a schema, so on
 * the lower rung it is told nothing.
 */
export async function openModel(
  { at, name }: ModelSettings,
  rung: Rung,
): Promise<{ model: LanguageModel; takesFormat: boolean }> {
  if ('workersAi' in at) {
    const { createWorkersAI } = await import('workers-ai-provider');
    const model = createWorkersAI({ binding: at.workersAi })(name);
    return { model, takesFormat: rung === 'json_schema' };
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'model',
    baseURL: at.url,
    ...(at.key === '' ? {} : { apiKey: at.key }),
    fetch: fetchBounded,
    supportsStructuredOutputs: rung === 'json_schema',
  });
  return { model: provider(name), takesFormat: true };
}
