// Is the worker alive, and is it ready to work?

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import { newestMigration, readMigration } from '../../db/migrations.ts';
import { findMisfits, readSession } from '../../db/session.ts';
import { readTickAge } from '../../sending/watch/alarm-queries.ts';
import { alarmAges } from '../../sending/watch/alarms.ts';
import { json } from '../endpoint/answer.ts';
import { operation } from '../endpoint/describe.ts';

const tag = 'service';

const Ready = z.strictObject({
  status: z.literal('ready'),
  tick: z.enum(['on time', 'late', 'none yet']),
});

export const healthOperations = [
  operation({
    method: 'get',
    path: '/health',
    summary: 'Check that the worker answers',
    description: 'Asks neither the database nor Resend.',
    tag,
    scope: null,
    answers: { 200: json('It answers.', z.strictObject({ status: z.literal('ok') })) },
    handle: async () => ({ status: 200, body: { status: 'ok' as const } }),
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
