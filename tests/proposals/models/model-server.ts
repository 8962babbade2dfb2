// An OpenAI-compatible endpoint on this machine that answers as a test says, right or wrong.

import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request asked, as far as tests look at it. */
interface Asked {
  authorization: string | undefined;
  body: {
    model: string;
    temperature: number;
    max_tokens: number;
    response_format?: { type: string };
    messages: { role: string; content: string }[];
  };
}

/** What the model says, whole and by the book; or somebody who writes the answer by hand. */
export type Answer = string | object | ((response: http.ServerResponse, asked: Asked) => void);

export interface ModelServer {
  /** For `MODEL_URL`. */
  url: string;
  asked: Asked[];
  /** The answers to come, one after another; the last one for good. */
  answer(...answers: Answer[]): void;
  close(): Promise<void>;
}

export async function serveModel(): Promise<ModelServer> {
  const asked: Asked[] = [];
  let answers: Answer[] = [''];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one: Asked = {
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    };
    asked.push(one);
    const [now = ''] = answers.length > 1 ? answers.splice(0, 1) : answers;
    if (typeof now === 'function') now(response, one);
    else sendJson(response, 200, completion(typeof now === 'string' ? now : JSON.stringify(now)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    answer: (...next) => {
      answers = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What each answer says it used up. */
const usedByEach = { prompt_tokens: 1000, completion_tokens: 200 };

export function completion(content: string | null, others: object = {}): object {
  return {
    id: 'completion',
    object: 'chat.completion',
    created: 1,
    model: 'plain',
    choices: [
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content, ...others } },
    ],
    usage: { ...usedByEach, total_tokens: 1200 },
  };
}

export function sendJson(
  response: http.ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A model that is right about every article: one sentence of it, as it stands. */
export const quoteOne: Answer = (response, { body }) =>
  sendJson(response, 200, completion(JSON.stringify(quoteFrom(body.messages))));

export function quoteFrom(messages: Asked['body']['messages']): object {
  const article = messages.find(({ role }) => role === 'user')?.content ?? '';
  const [, sentence = '', text = ''] = /^\[(\d+)\] (.{12,100}[。.])$/mu.exec(article) ?? [];
  return {
    points: [{ sentence: Number(sentence), text }],
    hook: { question: '何があった？', answer: text },
  };
}
