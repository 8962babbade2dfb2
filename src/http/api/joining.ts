// The state of the subscribe form's safeguards.

import { JoiningView, readJoining } from '../../audience/joining/lockdown.ts';
import { json } from '../endpoint/answer.ts';
import { operation } from '../endpoint/describe.ts';
import { named } from '../endpoint/schema-names.ts';

named('Joining', JoiningView);

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
    handle: async ({ deps }) => ({
      status: 200,
      body: await readJoining(deps.db, deps.env.LETTERS_PER_HOUR),
    }),
  }),
];
