// What an editor should know of a send although nothing is wrong with its state.

import * as z from 'zod';

/** One warning; `code` is for programs, `message` says what to do. */
export const SendWarning = z.object({
  code: z.enum([
    'unknown_recipients',
    'silent_webhook',
    'account_health',
    'failed_later',
    'missed_events',
    'missed_schedule',
    'older_revision',
    'template_refused',
    'sending_off',
  ]),
  message: z.string(),
});
export type SendWarning = z.infer<typeof SendWarning>;

/** The facts of a send that warnings are made of. */
export interface WarningFacts {
  status: string;
  startedAt: string | null;
  scheduledAt: string | null;
  revision: number;
  newestRevision: number;
  unknown: number;
  /** Accepted by Resend, and failed there afterwards. */
  failed: number;
  /** What is wrong with the account's mail of late. */
  accountWarning: string | null;
  /** Mail was accepted more than an hour ago, and no event of any mail has come since. */
  isWebhookSilent: boolean;
  /** Why Resend cannot be had to tell again of mails that no event has come of. */
  replayProblem: string | null;
  templateState: string | null;
  reconciledAt: string | null;
}

export function describeWarnings(facts: WarningFacts, now: Date): SendWarning[] {
  const warnings: SendWarning[] = [];
  const isLate = facts.scheduledAt !== null && Date.parse(facts.scheduledAt) <= now.getTime();
  if (facts.status === 'paused' && facts.startedAt === null && isLate) {
    const message = `It was due at ${facts.scheduledAt} and has not begun. Resume it with {"missed": "send_now"} to send it now, reschedule it, or cancel it.`;
    warnings.push({ code: 'missed_schedule', message });
  }
  if (isWaiting(facts) && facts.revision < facts.newestRevision) {
    const message = `The digest is at revision ${facts.newestRevision} now, and this send will mail revision ${facts.revision}. PATCH it with {"revision": ${facts.newestRevision}} if it should mail the newest.`;
    warnings.push({ code: 'older_revision', message });
  }
  if (facts.unknown > 0) {
    const asked =
      facts.reconciledAt === null
        ? 'Resend is asked about them soon.'
        : `Resend was asked about them at ${facts.reconciledAt} and does not list them.`;
    const message = `Nobody can know yet whether ${facts.unknown} recipients were mailed: no answer came in time. They are never mailed again by themselves. ${asked} A late webhook settles them, or your decision: POST …/resolve.`;
    warnings.push({ code: 'unknown_recipients', message });
  }
  if (facts.accountWarning !== null) {
    warnings.push({ code: 'account_health', message: facts.accountWarning });
  }
  if (facts.failed > 0) {
    const message = `Resend accepted ${facts.failed} of these mails and failed them afterwards: its quota, the From domain or the account. They are not sent again. Its dashboard says why.`;
    warnings.push({ code: 'failed_later', message });
  }
  if (facts.isWebhookSilent) {
    const message =
      'Mail was accepted more than an hour ago and no webhook has come since. Look at the webhook in the Resend dashboard: its URL must end in /webhooks/resend and its secret must be RESEND_WEBHOOK_SECRET.';
    warnings.push({ code: 'silent_webhook', message });
  }
  if (facts.replayProblem !== null) {
    const message = `Of some of these mails no event has come. ${facts.replayProblem} Once that is put right, the events of the last two weeks are fetched by themselves.`;
    warnings.push({ code: 'missed_events', message });
  }
  if (facts.templateState === 'refused') {
    const message =
      'Resend did not take the hosted template, so the mails carry their html: slower, and otherwise the same.';
    warnings.push({ code: 'template_refused', message });
  }
  return warnings;
}

function isWaiting({ status, startedAt }: WarningFacts): boolean {
  return startedAt === null && ['scheduled', 'planning', 'paused'].includes(status);
}
