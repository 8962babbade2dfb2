// The state of the subscribe form's safeguards.

import * as z from 'zod';
import { JoiningView as Joining, readJoining } from '../../audience/joining/lockdown.ts';
import { json } from '../endpoint/answer.ts';
import { operation } from '../endpoint/describe.ts';
import { named } from '../endpoint/schema-names.ts';
import { oldName } from './old-names.ts';

const JoiningView = named(
  'Joining',
  Joining.extend({
    breaker: z.enum(['closed', 'open']).meta(oldName('throttled')),
    lettersLastHour: z.int().min(0).meta(oldName('emailsLastHour')),
    lettersPerHour: z.int().min(0).meta(oldName('emailsPerHour')),
  }),
);

export const joiningOperations = [
  operation({
    method: 'get',
    path: '/api/joining',
    summary: 'Read the state of the subscribe form',
    description:
      'How many confirmation emails the form has caused, what its limits refused, and whether it is throttled.',
    tag: 'subscribers',
    scope: 'read',
    answers: { 200: json('The current state.', JoiningView) },
    handle: async ({ deps }) => {
      const joining = await readJoining(deps.db, deps.env.TRANSACTIONAL_PER_HOUR);
      const old = {
        breaker: joining.throttled ? ('open' as const) : ('closed' as const),
        lettersLastHour: joining.emailsLastHour,
        lettersPerHour: joining.emailsPerHour,
      };
      return { status: 200, body: { ...joining, ...old } };
    },
  }),
];
