// Is the worker alive, and is it ready to work?

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import { newestMigration, readMigration } from '../../db/migrations.ts';
import { findMisfits, readSession } from '../../db/session.ts';
import { HealthCheck } from '../../sending/readiness/health-check.ts';
import { readHealth } from '../../sending/readiness/readiness.ts';
import { readTickAge } from '../../sending/watch/alarm-queries.ts';
import { alarmAges } from '../../sending/watch/alarms.ts';
import type { Deps } from '../../wiring.ts';
import { json } from '../endpoint/answer.ts';
import { operation } from '../endpoint/describe.ts';
import { named } from '../endpoint/schema-names.ts';

const tag = 'service';

const Ready = z.strictObject({
  status: z.literal('ready').meta({ description: 'A worker that is not answers 503 instead' }),
  tick: z.enum(['on time', 'late', 'none yet']).meta({
    description: 'Of the cron run: `late` if the last one was more than five minutes ago',
  }),
});

const Alive = z.strictObject({
  status: z.literal('ok').meta({ description: 'It answers; a worker that does not says nothing' }),
  signingKey: z.string().optional().meta({
    description: 'A name of the key that signs links; it tells nothing of the key',
  }),
});
const AliveQuery = z.strictObject({
  proof: z.literal('1').exactOptional().meta({
    description: 'Names the key that signs links, too: by it a worker knows itself',
  }),
});
const HealthView = named(
  'Health',
  z.strictObject({
    ok: z.boolean().meta({ description: 'True if no check is an `error`' }),
    checks: z.array(named('HealthCheck', HealthCheck)),
  }),
);

export const healthOperations = [
  operation({
    method: 'get',
    path: '/api/health',
    operationId: 'getApiHealth',
    summary: 'Check the set-up and the work',
    description:
      'Asks Resend about its key, the domain of FROM and the webhook, PUBLIC_URL for this worker, and the database for what is due; always now, which may take ten seconds. Each check says what to do. A check that nobody can answer at the moment is `unknown`, and no error.',
    tag,
    scope: 'read',
    answers: { 200: json('What is well and what is not.', HealthView) },
    handle: async ({ deps }) => {
      const checks = await readHealth(watchedOf(deps));
      const ok = checks.every(({ status }) => status !== 'error');
      return { status: 200, body: { ok, checks } };
    },
  }),
  operation({
    method: 'get',
    path: '/health',
    summary: 'Check that the worker answers',
    description: 'Asks neither the database nor Resend.',
    tag,
    scope: null,
    query: AliveQuery,
    answers: { 200: json('It answers.', Alive) },
    handle: async (call) => {
      const proof = call.query.proof && { signingKey: call.deps.tokens.keyName };
      return { status: 200, body: { status: 'ok' as const, ...proof } };
    },
  }),
  operation({
    method: 'get',
    path: '/ready',
    summary: 'Check that the worker is ready',
    description:
      'Checks that every migration of this version is applied, and that database sessions are set up as the worker needs them, through any pooler. `tick` is `late` if the last cron run was more than five minutes ago: cron has stopped, and a monitor should raise an alarm.',
    tag,
    scope: null,
    answers: { 200: json('It is ready.', Ready) },
    errors: ['unavailable'],
    handle: async ({ deps }) => {
      const present = await readMigration(deps.db);
      if (present < newestMigration) {
        throw notReady('The database waits for `npm run db:migrate`.');
      }
      const misfits = findMisfits(await readSession(deps.db));
      if (misfits.length > 0) {
        throw notReady(
          `Sessions of the database are not fit for work: ${misfits.join(', ')}. Run \`npm run db:migrate\` as the role of the worker, then let the pooler dial anew.`,
        );
      }
      const age = await readTickAge(deps.db);
      const tick = age === null ? 'none yet' : age > alarmAges.tick ? 'late' : 'on time';
      return { status: 200, body: { status: 'ready' as const, tick } as const };
    },
  }),
];

function notReady(detail: string): AppError {
  return new AppError('unavailable', detail, { headers: { 'retry-after': '5' } });
}

export function watchedOf({ env, patient, resendAccount, dial, tokens }: Deps) {
  return {
    db: patient('report'),
    account: resendAccount,
    dial,
    keyName: tokens.keyName,
    isProduction: env.ENVIRONMENT === 'production',
    publicUrl: env.PUBLIC_URL,
    from: env.FROM,
    isSigned: env.RESEND_WEBHOOK_SECRET !== '',
    hasInbound: env.INBOUND_ADDRESS !== '',
    senderAddress: env.SENDER_ADDRESS,
    isSendingOn: env.SENDING === 'on',
    hasAlarms: env.ALARM_URL !== '',
  };
}
