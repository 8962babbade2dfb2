// Our webhook among those of the Resend account, or what stands before asking it for events.

import type { ApiAnswer, Webhook } from './api.ts';

/** Said to editors behind “Of some of these mails no event has come.” */
export const problems = {
  restricted: 'The Resend API key may not read webhooks: give it full access.',
  absent: 'The Resend account has no webhook with our address, …/webhooks/resend at PUBLIC_URL.',
  disabled: 'Resend has disabled the webhook: enable it in the dashboard.',
  deaf: 'Those that Resend delivered again did not arrive either: the dashboard shows what its last attempts were answered.',
} as const;

export type Found =
  /** `events`: the types it is told; null if Resend does not say. */
  | { kind: 'found'; id: string; events: readonly string[] | null }
  | { kind: 'problem'; problem: string }
  | { kind: 'no_answer' };

/** Reads the answer of `GET /webhooks`. `endpoint` is our address as the account should have it. */
export function findOwnWebhook(answer: ApiAnswer<{ data: Webhook[] }>, endpoint: string): Found {
  if (answer.kind === 'refused') {
    if (isForbidden(answer)) return { kind: 'problem', problem: problems.restricted };
    return { kind: 'problem', problem: `Resend does not list webhooks (${answer.name}).` };
  }
  if (answer.kind !== 'ok') return { kind: 'no_answer' };
  const wanted = URL.parse(endpoint)?.href;
  const ours = answer.value.data.find((webhook) => URL.parse(webhook.endpoint)?.href === wanted);
  if (!ours) return { kind: 'problem', problem: problems.absent };
  if (ours.status === 'disabled') return { kind: 'problem', problem: problems.disabled };
  return { kind: 'found', id: ours.id, events: ours.events ?? null };
}

/** The key is wrong or may only send: 401 `restricted_api_key`, 403. */
export function isForbidden({ status }: { status: number }): boolean {
  return status === 401 || status === 403;
}
