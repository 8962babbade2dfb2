// The HTTP side of the command line client: one call, one answer, or an error worth reading.

import { randomUUID } from 'node:crypto';

/** What the API answered, or why there is no answer; its message is for people. */
export class CallFailed extends Error {
  /** No answer, or not all of one: the same call again may have more luck. */
  readonly isCut: boolean;

  constructor(message: string, isCut = false) {
    super(message);
    this.isCut = isCut;
  }
}

/** Text, or a file as it is: what it is encoded in is told where it is read. */
export type Body = string | Uint8Array<ArrayBuffer>;

export interface ApiClient {
  get(path: string): Promise<unknown>;
  /**
   * Repeats a cut connection once, and what the server says to repeat later, under the same
   * Idempotency-Key (`key`, or a new one).
   */
  post(path: string, body: unknown, more?: { type?: string; key?: string }): Promise<unknown>;
  /** Only over this revision, if one is named: whoever revised meanwhile is not written over. */
  put(path: string, body: Body, more: { type: string; revision: number }): Promise<unknown>;
  patch(path: string, body: object): Promise<unknown>;
  /** A body that streams, such as events. */
  open(path: string, accept?: string): Promise<ReadableStream<Uint8Array>>;
  /** A whole body, with what its headers say. */
  read(path: string): Promise<{ body: Uint8Array; headers: Headers }>;
  /** Uploads a stream; not repeated, as it can be read only once. */
  upload(path: string, body: ReadableStream<Uint8Array>, type: string): Promise<unknown>;
}

export function createApiClient(baseUrl: string, key: string): ApiClient {
  const base = baseUrl.replace(/\/+$/, '');
  const headers = { authorization: `Bearer ${key}` };

  async function call(path: string, init: RequestInit, triesLeft = 5): Promise<Response> {
    const response = await fetch(base + path, {
      ...init,
      headers: { ...headers, ...init.headers },
    }).catch((error: unknown) => {
      const message = `${base} does not answer. Is it running? (${reasonOf(error)})`;
      throw new CallFailed(message, true);
    });
    if (response.ok) return response;
    const later = response.status === 409 ? Number(response.headers.get('retry-after')) : 0;
    if (later > 0 && triesLeft > 0) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(later, 10) * 1000));
      return call(path, init, triesLeft - 1);
    }
    throw new CallFailed(describeProblem(response.status, await response.text()));
  }

  return {
    get: async (path) => (await call(path, {})).json(),
    async post(path, body, { type = 'application/json', key = randomUUID() } = {}) {
      const init = {
        method: 'POST',
        headers: { 'content-type': type, 'idempotency-key': key },
        body: isBody(body) ? body : JSON.stringify(body),
      };
      const response = await call(path, init).catch((error: unknown) => {
        if (error instanceof CallFailed && error.isCut) return call(path, init);
        throw error;
      });
      return response.json();
    },
    async put(path, body, { type, revision }) {
      const init = {
        method: 'PUT',
        headers: { 'content-type': type, 'if-match': `"${revision}"` },
      };
      return (await call(path, { ...init, body })).json();
    },
    async patch(path, body) {
      const headers = { 'content-type': 'application/json' };
      return (await call(path, { method: 'PATCH', headers, body: JSON.stringify(body) })).json();
    },
    async open(path, accept = '*/*') {
      const { body } = await call(path, { headers: { accept } });
      if (body === null) throw new CallFailed('The answer was empty.');
      return body;
    },
    async read(path) {
      const response = await call(path, {});
      const body = await response.arrayBuffer().catch((error: unknown) => {
        throw new CallFailed(`The answer of ${base} was cut off (${reasonOf(error)}).`, true);
      });
      return { body: new Uint8Array(body), headers: response.headers };
    },
    async upload(path, body, type) {
      const init = { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' };
      return (await call(path, init)).json();
    },
  };
}

function isBody(body: unknown): body is Body {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function describeProblem(status: number, text: string): string {
  try {
    const problem = JSON.parse(text) as {
      title?: string;
      detail?: string;
      errors?: { path: string; message: string }[];
    };
    const { detail = '', errors = [] } = problem;
    // It sums up errors that have lines of their own.
    const isSaid = errors.some(({ path, message }) =>
      [message, `${path}: ${message}`].some((words) => detail.startsWith(words)),
    );
    return [
      `${status} ${problem.title}`,
      ...(detail === '' || isSaid ? [] : [detail]),
      ...errors.map(({ path, message }) => `  ${path}: ${message}`),
    ].join('\n');
  } catch {
    // Not of ours: Cloudflare's, before the worker sees anything.
    if (status === 413)
      return '413 The file is too large for Cloudflare (100 MB): docs/audience.md, “Moving in”, cuts it.';
    return `${status} ${text.slice(0, 300)}`;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
