// May this account send from this address? What Resend says of the address's domain.

import { type DomainRecord, type KeyRights, type ResendAccount, rightsOf } from './account.ts';

export type DomainLook =
  | { kind: 'verified'; domain: string }
  /** Verified once, and its records were missing at Resend's last look: it gives them 72 hours. */
  | { kind: 'failing'; domain: string; status: string; records: DomainRecord[] }
  /** The account has it and may not send from it yet. `verified`: domains it may send from. */
  | {
      kind: 'unverified';
      domain: string;
      status: string;
      records: DomainRecord[];
      verified: string[];
    }
  | { kind: 'absent'; domain: string; verified: string[] }
  /** Nobody can tell: the key may not read domains, is refused, or Resend gave no clear answer. */
  | { kind: 'unread'; domain: string; rights: KeyRights };

/** Never throws, and takes some seconds at most. A subdomain is a domain of its own to Resend. */
export async function lookAtDomain(account: ResendAccount, from: string): Promise<DomainLook> {
  const domain = domainOf(from);
  const listed = await account.listDomains();
  if (listed.kind !== 'ok') return { kind: 'unread', domain, rights: rightsOf(listed) };
  const ours = listed.value.find(({ name }) => name.toLowerCase() === domain);
  const verified = listed.value
    .filter(({ status }) => status === 'verified')
    .map(({ name }) => name);
  if (!ours) return { kind: 'absent', domain, verified };
  const { status, capabilities } = ours;
  const maySend = capabilities?.sending !== 'disabled';
  if (status === 'verified' && maySend) return { kind: 'verified', domain };
  const answer = await account.readRecords(ours.id);
  const records = answer.kind === 'ok' ? answer.value : [];
  if (status === 'temporary_failure') return { kind: 'failing', domain, status, records };
  // In part: Resend also counts records of receiving and tracking, which no mail waits for.
  if (status.startsWith('partially_') && maySend && records.length === 0) {
    return { kind: 'unread', domain, rights: 'unknown' };
  }
  if (status.startsWith('partially_') && maySend && canSend(records)) {
    return { kind: 'verified', domain };
  }
  const said = maySend ? status : 'sending is disabled';
  return { kind: 'unverified', domain, status: said, records, verified };
}

function canSend(records: readonly DomainRecord[]): boolean {
  const needed = records.filter(({ record }) => record === 'SPF' || record === 'DKIM');
  return needed.length > 0 && needed.every(({ status }) => status === 'verified');
}

/** Seconds for which an isolate believes what it saw. What is wrong may be put right any moment. */
const believedSeconds = {
  verified: 600,
  failing: 60,
  unverified: 15,
  absent: 15,
  unread: 30,
} as const;

/** Looks and no promises: those belong to the request that made them. */
const remembered = new WeakMap<object, Map<string, { look: DomainLook; until: number }>>();

/** As `lookAtDomain`, at most once in a while for each `settings`, the object that names the account. */
export async function recallDomain(
  settings: object,
  account: ResendAccount,
  from: string,
  now: Date,
): Promise<DomainLook> {
  const looks = remembered.get(settings) ?? new Map();
  remembered.set(settings, looks);
  const known = looks.get(domainOf(from));
  if (known && now.getTime() < known.until) return known.look;
  const seen = await lookAtDomain(account, from);
  // As many as there are lists; of a house with thousands of domains the oldest look is dropped.
  if (looks.size >= mostRemembered) looks.delete(looks.keys().next().value ?? '');
  const until = now.getTime() + believedSeconds[seen.kind] * 1000;
  looks.set(domainOf(from), { look: seen, until });
  return seen;
}

const mostRemembered = 100;

/** The domain of a From address, which Resend verifies and mailbox providers judge. */
export function domainOf(from: string): string {
  return from.slice(from.lastIndexOf('@') + 1).toLowerCase();
}
