// Sends: paused, resumed, called off, tried again, decided about.

import { enqueueNext } from '../../jobs/enqueue.ts';
import { ResolveInput, resolveUnknown } from '../../sending/commands/resolve.ts';
import {
  cancelSend,
  pauseSend,
  ResumeInput,
  resumeSend,
  retrySend,
} from '../../sending/commands/steer.ts';
import { SendView } from '../../sending/report/send-view.ts';
import type { Deps } from '../../wiring.ts';
import { json } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { type Operation, operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { underSwitch } from './sending-switch.ts';

named('ResumeInput', ResumeInput);
named('ResolveInput', ResolveInput);

const tag = 'sends';
const params = { id: uuidParam };

export const steeringOperations: Operation[] = [
  steer(
    'pause',
    'Pause a send',
    'No further batch is submitted to Resend; the current one is finished.',
    (deps, id) => pauseSend(deps.db, id),
  ),
  operation({
    method: 'post',
    path: '/api/sends/:id/resume',
    summary: 'Resume a paused send',
    description:
      'It continues where it stopped, or waits for its scheduled time again. If that time passed before it began, `missed` is required; if it paused because its audience was not the expected one, `expectedRecipients` is.',
    tag,
    scope: 'send',
    params,
    body: jsonBody(ResumeInput, { isOptional: true }),
    idempotent: true,
    answers: { 200: json('The send as it is now.', SendView) },
    errors: ['conflict', 'missed_schedule', 'unexpected_recipients'],
    handle: async ({ deps, params: { id }, body }) => {
      const send = await resumeSend(deps.db, id, body);
      await enqueueNext(deps, send);
      return { status: 200, body: underSwitch(deps, send) };
    },
  }),
  steer(
    'cancel',
    'Cancel a send',
    'Recipients whose mail was not submitted to Resend by then will not get it.',
    (deps, id) => cancelSend(deps.db, id),
  ),
  steer(
    'retry',
    'Retry rejected recipients',
    'Only those whose rejection may be temporary; never those whose outcome is unknown.',
    async (deps, id) => {
      const send = await retrySend(deps.db, id);
      await enqueueNext(deps, send);
      return send;
    },
  ),
  operation({
    method: 'post',
    path: '/api/sends/:id/resolve',
    summary: 'Resolve recipients whose outcome is unknown',
    description:
      'Nobody is mailed by this. `GET /api/sends/{id}/recipients?outcome=unknown` lists them.',
    tag,
    scope: 'send',
    params,
    body: jsonBody(ResolveInput),
    idempotent: true,
    answers: { 200: json('The send as it is now.', SendView) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id }, body, keyId }) => ({
      status: 200,
      body: underSwitch(deps, await resolveUnknown(deps.db, id, body, keyId)),
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
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: underSwitch(deps, await run(deps, id)),
    }),
  });
}
