// Is the worker alive, and is it ready to work?

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import { newestMigration, readMigration } from '../../db/migrations.ts';
import { json } from '../operation/answer.ts';
import { operation } from '../operation/operation.ts';

const tag = 'service';

export const healthOperations = [
  operation({
    method: 'get',
    path: '/health',
    summary: 'Is the worker alive?',
    description: 'Touches nothing else.',
    tag,
    scope: null,
    answers: { 200: json('Yes.', z.strictObject({ status: z.literal('ok') })) },
    handle: async () => ({ status: 200, body: { status: 'ok' as const } }),
  }),
  operation({
    method: 'get',
    path: '/ready',
    summary: 'Is it ready to work?',
    description: 'Asks the database, and whether every migration of this version is in.',
    tag,
    scope: null,
    answers: { 200: json('Yes.', z.strictObject({ status: z.literal('ready') })) },
    errors: ['unavailable'],
    handle: async ({ deps }) => {
      const present = await readMigration(deps.db);
      if (present < newestMigration) {
        throw new AppError('unavailable', 'The database waits for `npm run db:migrate`.', {
          headers: { 'retry-after': '5' },
        });
      }
      return { status: 200, body: { status: 'ready' as const } };
    },
  }),
];
