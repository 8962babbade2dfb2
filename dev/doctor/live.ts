// What Resend says of the account, and the deployed worker of itself.

import * as z from 'zod';
import { createResendAccount } from '../../src/resend/account.ts';
import { describeAccountChecks } from '../../src/sending/readiness/account-checks.ts';
import { HealthCheck } from '../../src/sending/readiness/health-check.ts';
import type { Check, Examined, Finding, Verdict } from './finding.ts';

export const liveChecks: Check[] = [
  { name: 'resend', part: 'setup', look: askResend },
  { name: 'worker', part: 'setup', look: askWorker },
];

/** Before the first deploy, when no worker can be asked yet. */
async function askResend({ environment, config }: Examined): Promise<Verdict | Finding[]> {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl = '' } = environment;
  if (!apiKey) {
    const message =
      'RESEND_API_KEY=… npm run doctor asks about the key, the domain of FROM and the webhook.';
    return { state: 'look', message };
  }
  const account = createResendAccount({ apiKey, baseUrl });
  const { FROM: from, PUBLIC_URL, INBOUND_ADDRESS } = config.vars;
  const publicUrl = PUBLIC_URL.replace(/\/+$/, '');
  const settings = { from, publicUrl, isSigned: true, hasInbound: INBOUND_ADDRESS !== '' };
  const checks = await describeAccountChecks(account, settings);
  return checks.map(toFinding);
}

const Health = z.object({ checks: z.array(HealthCheck) });

async function askWorker({ environment, config }: Examined): Promise<Verdict | Finding[]> {
  const { API_KEY, DIGEST_URL = config.vars.PUBLIC_URL } = environment;
  if (!API_KEY) {
    const message = `API_KEY=… npm run doctor asks ${DIGEST_URL}/api/health, which tries everything from where it runs.`;
    return { state: 'look', message };
  }
  const answer = await fetch(`${DIGEST_URL.replace(/\/+$/, '')}/api/health`, {
    headers: { authorization: `Bearer ${API_KEY}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  }).catch(() => null);
  if (answer === null) return { state: 'fail', message: `${DIGEST_URL} does not answer.` };
  const health = Health.safeParse(await answer.json().catch(() => null));
  if (!answer.ok || !health.success) {
    const message = `${DIGEST_URL}/api/health answered ${answer.status}: is API_KEY one that may read?`;
    return { state: 'fail', message };
  }
  return health.data.checks.map(toFinding);
}

const states = { ok: 'ok', warning: 'warn', error: 'fail', unknown: 'look' } as const;

function toFinding({ id, status, detail, help, records = [] }: HealthCheck): Finding {
  const toSet = status === 'ok' ? [] : records;
  const lines = toSet.map(
    ({ type, name, value, priority, status: state }) =>
      `\n      ${type} ${name} → ${value}${priority == null ? '' : ` (priority ${priority})`}: ${state}`,
  );
  return {
    name: id,
    state: states[status],
    message: [detail, help].filter((text) => text !== null).join(' ') + lines.join(''),
  };
}
