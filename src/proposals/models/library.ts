// What we use of the library of models. Import it when a model is asked, and not before: nothing else is loaded with it.

export { createOpenAICompatible } from '@ai-sdk/openai-compatible';
export { APICallError, generateText, jsonSchema, NoObjectGeneratedError, Output } from 'ai';
export { createWorkersAI } from 'workers-ai-provider';
