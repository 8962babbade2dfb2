// When figures are bad enough to warn, and when to stop: of a send, and of the account.

import type { AccountHealth, SendHealth } from './health-queries.ts';

/**
 * Resend asks for bounces below 4 % and complaints below 0.08 % of an account's mail (read in
 * November 2026). Shares, and how many mails it takes before a share says something.
 */
export const healthLimits = {
  bounced: { warn: 0.02, pause: 0.04 },
  complained: { warn: 0.0008, pause: 0.001 },
  /** Mails that Resend accepted and then failed: its quota, our domain, a suspended account. */
  failed: { pause: 0.02 },
  fewest: 1000,
  fewestForFailures: 100,
  /** Mails of a warm-up after which bounces say enough: its second day must not repeat the first. */
  fewestOfWarmUp: 100,
} as const;

/** Why the send should pause, or null. */
export function findAilment(send: SendHealth, account: AccountHealth | null): string | null {
  const { accepted, failed } = send;
  if (accepted >= healthLimits.fewestForFailures && failed > accepted * healthLimits.failed.pause) {
    return `${percent(failed, accepted, 1)} of the mails failed after Resend had accepted them`;
  }
  const { fewestOfWarmUp, bounced } = healthLimits;
  if (send.isWarming && accepted >= fewestOfWarmUp && send.bounced > accepted * bounced.pause) {
    return `${percent(send.bounced, accepted, 1)} of the mails bounced while the domain warms up`;
  }
  return (
    describe(send, 'pause', 'of the mails bounced', 'of the readers complained') ??
    (account && describeAccount(account, 'pause'))
  );
}

/** What an editor should know of the account before the next send, or null. */
export function findAccountWarning(account: AccountHealth): string | null {
  const found = describeAccount(account, 'warn');
  return (
    found &&
    `${found}. Resend looks into accounts from 4 % bounces or 0.08 % complaints on, and we stop at 4 % and 0.1 %: mail only those who asked for it, and look at where the newest addresses came from.`
  );
}

/** What of its 30 days is past the limit, in words, or null. */
export function describeAccount(account: AccountHealth, level: 'warn' | 'pause'): string | null {
  return describe(
    account,
    level,
    'of all mails of 30 days bounced',
    'of all readers of 30 days complained',
  );
}

function describe(
  { accepted, bounced, complained }: AccountHealth,
  level: 'warn' | 'pause',
  ofBounces: string,
  ofComplaints: string,
): string | null {
  if (accepted < healthLimits.fewest) return null;
  if (bounced > accepted * healthLimits.bounced[level]) {
    return `${percent(bounced, accepted, 1)} ${ofBounces}`;
  }
  if (complained > accepted * healthLimits.complained[level]) {
    return `${percent(complained, accepted, 2)} ${ofComplaints}`;
  }
  return null;
}

function percent(part: number, whole: number, digits: number): string {
  return `${((100 * part) / whole).toFixed(digits)} %`;
}
