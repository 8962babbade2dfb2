// Sends: paused, resumed, called off, tried again, decided about.

import { ResolveInput, resolveUnknown } from '../../sending/commands/resolve.ts';
import {
  cancelSend,
  pauseSend,
  ResumeInput,
  resumeSend,
  retrySend,
} from '../../sending/commands/steer.ts';
import { SendView } from '../../sending/report/report.ts';
import { type Deps, ringDeliveries, ringPlan } from '../../wiring.ts';
import { json } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { type Operation, operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';

named('ResumeInput', ResumeInput);
named('ResolveInput', ResolveInput);

const tag = 'sends';
const params = { id: uuidParam };

export const steeringOperations: Operation[] = [
  steer(
    'pause',
    'Pause a send',
    'No new call starts; the batch under way is finished.',
    (deps, id) => pauseSend(deps.db, id),
  ),
  operation({
    method: 'post',
    path: '/api/sends/:id/resume',
    summary: 'Resume a paused send',
    description:
      'It goes on where it stopped, or waits for its moment again. One whose moment passed before it began needs `missed`.',
    tag,
    scope: 'send',
    params,
    body: jsonBody(ResumeInput, { isOptional: true }),
    idempotent: true,
    answers: { 200: json('The send as it is now.', SendView) },
    errors: ['conflict', 'missed_schedule'],
    handle: async ({ deps, params: { id }, body }) => {
      const send = await resumeSend(deps.db, id, body);
      await ring(deps, send);
      return { status: 200, body: send };
    },
  }),
  steer('cancel', 'Cancel a send', 'What was not handed over stays so for good.', (deps, id) =>
    cancelSend(deps.db, id),
  ),
  steer(
    'retry',
    'Try rejected recipients again',
    'Only those whose rejection may pass; never those whose outcome is unknown.',
    async (deps, id) => {
      const send = await retrySend(deps.db, id);
      await ring(deps, send);
      return send;
    },
  ),
  operation({
    method: 'post',
    path: '/api/sends/:id/resolve',
    summary: 'Decide about recipients whose outcome is unknown',
    description:
      'Nobody is mailed because of it. `GET /api/sends/{id}/recipients?outcome=unknown` lists them.',
    tag,
    scope: 'send',
    params,
    body: jsonBody(ResolveInput),
    idempotent: true,
    answers: { 200: json('The send as it is now.', SendView) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id }, body, keyId }) => ({
      status: 200,
      body: await resolveUnknown(deps.db, id, body, keyId),
    }),
  }),
];

function steer(
  verb: string,
  summary: string,
  description: string,
  run: (deps: Deps, id: string) => Promise<SendView>,
): Operation {
  return operation({
    method: 'post',
    path: `/api/sends/:id/${verb}`,
    summary,
    description,
    tag,
    scope: 'send',
    params,
    idempotent: true,
    answers: { 200: json('The send as it is now.', SendView) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id } }) => ({ status: 200, body: await run(deps, id) }),
  });
}

async function ring(deps: Deps, send: SendView): Promise<void> {
  if (send.status === 'planning') await ringPlan(deps, send.id);
  if (send.status === 'sending') await ringDeliveries(deps, send.id);
}
