// Resend's HTTP API with a time-out and typed outcomes: what each answer means for a mail.

import { Resend } from 'resend';
import { type CallOutcome, classifyAnswer, noAnswer } from './outcome.ts';

export interface ResendOptions {
  apiKey: string;
  /** Empty: https://api.resend.com. */
  baseUrl: string;
  /** Well under the lease of a batch (60 s). */
  timeoutMs?: number;
}

/** One transactional mail. */
export interface Letter {
  from: string;
  to: string;
  replyTo?: string | undefined;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
}

export interface ResendClient {
  /** Sends up to 100 mails, given as the UTF-8 bytes of the JSON array. `count` ids are expected. */
  sendBatch(body: Uint8Array<ArrayBuffer>, count: number, key: string): Promise<CallOutcome>;
  sendLetter(letter: Letter, key: string): Promise<CallOutcome>;
}

const userAgent = 'chrysanthemum-digest/1';

/**
 * Batches go by plain `fetch`: their bytes are ready, and the SDK would parse and stringify them,
 * has no time-out, and hides what came back behind `application_error`. Letters use the SDK.
 */
export function createResendClient(options: ResendOptions): ResendClient {
  const base = (options.baseUrl || 'https://api.resend.com').replace(/\/+$/, '');
  const timeoutMs = options.timeoutMs ?? 30_000;

  return {
    async sendBatch(body, count, key) {
      try {
        const response = await fetch(`${base}/emails/batch`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${options.apiKey}`,
            'content-type': 'application/json',
            'idempotency-key': key,
            'user-agent': userAgent,
          },
          body,
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        return classifyAnswer(response.status, await response.text(), response.headers, count);
      } catch (error) {
        return noAnswer(error);
      }
    },

    async sendLetter(letter, key) {
      const sdk = new Resend(options.apiKey, { baseUrl: base, userAgent });
      const call = sdk.emails.send(
        {
          from: letter.from,
          to: letter.to,
          ...(letter.replyTo ? { replyTo: letter.replyTo } : {}),
          subject: letter.subject,
          html: letter.html,
          text: letter.text,
          headers: letter.headers,
          tags: letter.tags,
        },
        { idempotencyKey: key },
      );
      const answer = await Promise.race([call, timeOut(timeoutMs)]);
      if (answer === null) return noAnswer(new Error('timed out'));
      const headers = new Headers(answer.headers ?? {});
      if (answer.data) return classifyAnswer(200, JSON.stringify(answer.data), headers, 1);
      // The SDK says `statusCode: null` when nothing understandable came back.
      if (answer.error.statusCode === null) return noAnswer(new Error(answer.error.message));
      return classifyAnswer(answer.error.statusCode, JSON.stringify(answer.error), headers, 1);
    },
  };
}

function timeOut(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
