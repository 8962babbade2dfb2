// What Resend's word about the domain of FROM means: for a send about to start, and for the health page.

import type { Check, CheckResult } from '../../digest/checks/checks.ts';
import type { DomainRecord } from '../../resend/account.ts';
import type { DomainLook } from '../../resend/from-domain.ts';
import { bad, type Finding, well } from './health-check.ts';

/**
 * Only what Resend said itself stops a send, for it would refuse every mail of it. Where it could not
 * be asked, a send begins as ever; a key that is known to hide the answer is worth a warning.
 */
export function checkFrom(look: DomainLook, whose = 'FROM'): CheckResult {
  const { status, detail, help } = describeFrom(look, whose);
  const found = (code: string): Check[] => [
    { code, path: 'from', message: [detail, help].filter(Boolean).join(' ') },
  ];
  if (status === 'error') return { errors: found('from_unverified'), warnings: [] };
  if (look.kind === 'failing') return { errors: [], warnings: found('from_failing') };
  const isHidden = look.kind === 'unread' && look.rights === 'sending_only';
  return { errors: [], warnings: isHidden ? found('from_unread') : [] };
}

const dashboard = 'https://resend.com/domains';

/** `whose`: what holds the address, and is changed if it will not do. */
export function describeFrom(look: DomainLook, whose = 'FROM'): Finding {
  const { domain } = look;
  switch (look.kind) {
    case 'verified':
      return well(`Resend has verified ${domain}, the domain of ${whose}.`);
    case 'failing': {
      const detail = `Resend no longer finds the DNS records of ${domain}, the domain of ${whose}.`;
      const help = `Set ${namesOf(look.records)} again within three days, or mail stops.`;
      return { ...bad('warning', detail, help), records: look.records };
    }
    case 'unverified': {
      const detail = `Resend has not verified ${domain}, the domain of ${whose} (${look.status}).`;
      const help = `Set ${namesOf(look.records)} (their values: GET /api/health, or ${dashboard}) and let Resend verify them${otherwise(look.verified, whose)}.`;
      return { ...bad('error', detail, help), records: look.records };
    }
    case 'absent': {
      const detail = `The Resend account has no domain ${domain}, the one of ${whose}.`;
      const help = `Add it at ${dashboard} and set the DNS records it names${otherwise(look.verified, whose)}. A subdomain counts as a domain of its own.`;
      return bad('error', detail, help);
    }
    case 'unread':
      return describeUnread(look, whose);
  }
}

function describeUnread(
  { domain, rights }: Extract<DomainLook, { kind: 'unread' }>,
  whose: string,
): Finding {
  const detail = `Whether Resend has verified ${domain}, the domain of ${whose}, cannot be seen`;
  const help = `Give RESEND_API_KEY full access, or look at ${dashboard}.`;
  switch (rights) {
    case 'sending_only':
      return bad('unknown', `${detail}: the API key may only send.`, help);
    case 'refused':
      return bad('unknown', `${detail}: Resend refuses the API key.`, help);
    default:
      return bad('unknown', `${detail}: Resend gave no clear answer.`, 'Look again in a minute.');
  }
}

/** Those that are missing: `MX send, TXT send`; all of them if Resend tells none apart. */
function namesOf(records: readonly DomainRecord[]): string {
  const missing = records.filter(({ status }) => status !== 'verified');
  const named = (missing.length > 0 ? missing : records).map(({ type, name }) => `${type} ${name}`);
  return named.length === 0 ? 'its DNS records' : `the DNS records ${named.join(', ')}`;
}

function otherwise(verified: readonly string[], whose: string): string {
  if (verified.length === 0) return '';
  return `, or set ${whose} to an address at ${verified.slice(0, 5).join(', ')}`;
}
