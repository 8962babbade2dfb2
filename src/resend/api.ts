// The rest of Resend's HTTP API that we call: hosted templates, mails it took either way, events it told us.

import * as z from 'zod';
import { parseJson } from '../base/json.ts';
import { createCall, type Reply, type ResendOptions } from './call.ts';

/** What a call besides sending came to. */
export type ApiAnswer<T> =
  | { kind: 'ok'; value: T }
  /** Resend said no; `status` 404 for what is not there. */
  | { kind: 'refused'; status: number; name: string; message: string }
  | { kind: 'rate_limited'; afterSeconds: number }
  /** Nothing understandable came back; `isTooLong`: nor will it. */
  | { kind: 'no_answer'; message: string; isTooLong?: true };

/** The body of `POST /templates`. */
interface TemplateInput {
  name: string;
  /** Our own name for it: it can be removed by this as well. */
  alias: string;
  from: string;
  subject: string;
  html: string;
  text: string;
  variables: readonly string[];
}

/** Milliseconds; null if it cannot be read. Resend writes `2026-04-03 22:13:42.674981+00` in places. */
const Moment = z.string().transform((text) => {
  const at = Date.parse(text.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z'));
  return Number.isNaN(at) ? null : at;
});

const ListedEmail = z.object({
  id: z.string(),
  to: z.union([z.array(z.string()), z.string().transform((one) => [one])]),
  subject: z.string().nullable(),
  created_at: Moment,
  last_event: z.string().nullish(),
});
/** A mail as lists show it: without its tags. */
export type ListedEmail = z.infer<typeof ListedEmail>;

const EmailPage = z.object({ has_more: z.boolean(), data: z.array(ListedEmail) });
const EmailTags = z.object({
  tags: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});
const WithId = z.object({ id: z.string() });

const Webhook = z.object({
  id: z.string(),
  endpoint: z.string(),
  status: z.string().nullish(),
  /** What it is told; null if Resend does not say. */
  events: z.array(z.string()).nullish(),
});
export type Webhook = z.infer<typeof Webhook>;
const WebhookPage = z.object({ data: z.array(Webhook) });

const WebhookEvent = z.object({
  id: z.string().min(1),
  type: z.string(),
  created_at: Moment,
  status: z.string(),
});
/** An event as the list of a webhook shows it; `id` is its svix-id, `status` such as `failed`. */
export type WebhookEvent = z.infer<typeof WebhookEvent>;
const WebhookEventPage = z.object({ has_more: z.boolean(), data: z.array(WebhookEvent) });

/**
 * A mail that Resend took in for us, as far as we read it. Of a header that is there several times Resend
 * gives a list, or one written as text. Source: `GetReceivingEmailResponseSuccess` of the SDK 6.38.
 */
const ReceivedEmail = z.object({
  from: z.string(),
  subject: z.string().nullish(),
  text: z.string().nullish(),
  html: z.string().nullish(),
  headers: z.record(z.string(), z.unknown()).nullish(),
});
export type ReceivedEmail = z.infer<typeof ReceivedEmail>;

/** Attachments are not in it. Resend takes mails of 40 MB; a link needs none of that. */
const longestMail = 5_000_000;

export interface ResendApi {
  createTemplate(template: TemplateInput): Promise<ApiAnswer<{ id: string }>>;
  publishTemplate(id: string): Promise<ApiAnswer<{ id: string }>>;
  removeTemplate(idOrAlias: string): Promise<ApiAnswer<unknown>>;
  /** A hundred mails of the account, the newest first, before the mail `after` if given. */
  listEmails(after: string | null): Promise<ApiAnswer<z.infer<typeof EmailPage>>>;
  readTags(emailId: string): Promise<ApiAnswer<Record<string, string>>>;
  /** A mail that came to us, by the id that its event names. */
  readReceived(emailId: string): Promise<ApiAnswer<ReceivedEmail>>;
  /** The webhooks of the account, a hundred at most. */
  listWebhooks(): Promise<ApiAnswer<{ data: Webhook[] }>>;
  /** A hundred events told to a webhook, the newest first, behind the event `after` if given. */
  listWebhookEvents(
    webhookId: string,
    after: string | null,
  ): Promise<ApiAnswer<z.infer<typeof WebhookEventPage>>>;
  /** One more delivery of an event, at once and under its old id; Resend does not retry it. */
  replayWebhookEvent(webhookId: string, eventId: string): Promise<ApiAnswer<unknown>>;
}

/** Needs a key with full access: one for sending only is refused with 401 `restricted_api_key`. */
export function createResendApi(options: ResendOptions): ResendApi {
  const call = createApiCall(options);
  const carry = createCall(options);
  return {
    createTemplate: ({ variables, ...template }) =>
      call('POST', '/templates', WithId, {
        ...template,
        variables: variables.map((key) => ({ key, type: 'string' })),
      }),
    publishTemplate: (id) => call('POST', `/templates/${encodeURIComponent(id)}/publish`, WithId),
    removeTemplate: (idOrAlias) =>
      call('DELETE', `/templates/${encodeURIComponent(idOrAlias)}`, z.unknown()),
    listEmails: (after) =>
      call('GET', `/emails?limit=100${after === null ? '' : `&after=${after}`}`, EmailPage),
    async readTags(emailId) {
      const answer = await call('GET', `/emails/${encodeURIComponent(emailId)}`, EmailTags);
      if (answer.kind !== 'ok') return answer;
      const pairs = (answer.value.tags ?? []).map(({ name, value }) => [name, value] as const);
      return { kind: 'ok', value: Object.fromEntries(pairs) };
    },
    async readReceived(emailId) {
      // Pictures within the mail as names, in place of all their bytes.
      const path = `/emails/receiving/${encodeURIComponent(emailId)}?html_format=cid`;
      return readReply(await carry('GET', path, { mostBytes: longestMail }), ReceivedEmail);
    },
    listWebhooks: () => call('GET', '/webhooks?limit=100', WebhookPage),
    listWebhookEvents(webhookId, after) {
      const behind = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      const path = `/webhooks/${encodeURIComponent(webhookId)}/events?limit=100${behind}`;
      return call('GET', path, WebhookEventPage);
    },
    replayWebhookEvent(webhookId, eventId) {
      const event = `${encodeURIComponent(webhookId)}/events/${encodeURIComponent(eventId)}`;
      return call('POST', `/webhooks/${event}/replay`, WithId);
    },
  };
}

export type ApiCall = <T>(
  method: string,
  path: string,
  schema: z.ZodType<T>,
  body?: object,
) => Promise<ApiAnswer<T>>;

/** Calls of which the answer is read by a schema. */
export function createApiCall(options: ResendOptions): ApiCall {
  const carry = createCall(options);
  return async (method, path, schema, body) => {
    const parts = body === undefined ? {} : { body: JSON.stringify(body) };
    return readReply(await carry(method, path, parts), schema);
  };
}

const Refusal = z.object({ name: z.string(), message: z.string() });

function readReply<T>(reply: Reply, schema: z.ZodType<T>): ApiAnswer<T> {
  if (reply.kind === 'nothing') {
    const { why: message, isTooLong } = reply;
    return { kind: 'no_answer', message, ...(isTooLong && { isTooLong }) };
  }
  const { status, headers } = reply;
  const json = parseJson(reply.text);
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(json);
    if (parsed.success) return { kind: 'ok', value: parsed.data };
    return { kind: 'no_answer', message: 'An answer of another form than expected.' };
  }
  if (status === 429) {
    return { kind: 'rate_limited', afterSeconds: Number(headers.get('retry-after')) || 1 };
  }
  const refusal = Refusal.safeParse(json);
  if (status >= 500 || !refusal.success) {
    return { kind: 'no_answer', message: `Status ${status}.` };
  }
  return { kind: 'refused', status, ...refusal.data };
}
