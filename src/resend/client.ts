// Sends mail by Resend, a batch or one, and says what each answer means for it.

import { Resend } from 'resend';
import { type Call, createCall, type Reply, type ResendOptions } from './call.ts';
import { type CallOutcome, classifyReply } from './outcome.ts';

/** One transactional email. */
export interface Email {
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
  sendEmail(mail: Email, key: string): Promise<CallOutcome>;
}

/** A batch's bytes are ready, and the SDK would write them anew; an email is written by the SDK. */
export function createResendClient(options: ResendOptions): ResendClient {
  const call = createCall(options);
  return {
    async sendBatch(body, count, key) {
      const reply = await call('POST', '/emails/batch', { body, idempotencyKey: key });
      return classifyReply(reply, count);
    },

    async sendEmail({ replyTo, ...mail }, key) {
      const { sdk, replies } = createSdk(options.apiKey, call, key);
      await sdk.emails.send({ ...mail, ...(replyTo ? { replyTo } : {}) });
      return classifyReply(await replies, 1);
    },
  };
}

/**
 * Resend's SDK for one request that goes by our `call`. By itself it has no time-out, and hides what is
 * not JSON: a page of a proxy would look like Resend's own refusal.
 */
function createSdk(apiKey: string, call: Call, idempotencyKey: string) {
  const { promise: replies, resolve } = Promise.withResolvers<Reply>();
  const sdk = new Resend(apiKey);
  sdk.fetchRequest = async (path: string, { method = 'GET', body }: Written = {}) => {
    resolve(await call(method, path, { body, idempotencyKey }));
    return unread;
  };
  return { sdk, replies };
}

/** What the SDK makes of its methods' arguments. */
interface Written {
  method?: string;
  body?: string;
}

/** For the SDK, whose word about the answer nobody asks for. */
const unread = {
  data: null,
  error: { name: 'application_error', statusCode: null, message: 'Read by our own client.' },
  headers: null,
} as const;
