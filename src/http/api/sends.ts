// Sends: triggered, watched, changed while they wait.

import * as z from 'zod';
import { defineCursor, PageQuery } from '../../base/cursor.ts';
import type { SendId } from '../../base/ids.ts';
import { readDigest } from '../../digest/store.ts';
import { enqueueNext } from '../../jobs/enqueue.ts';
import { SendInput } from '../../sending/commands/check-send.ts';
import { changeSend, createSend, SendChange } from '../../sending/commands/create.ts';
import { EstimateView, estimateSend } from '../../sending/commands/estimate.ts';
import { ProblemsView, readProblems } from '../../sending/report/problems.ts';
import { listRecipients, listSends, readSend } from '../../sending/report/report.ts';
import { RecipientView, recipientOutcomes, SendView } from '../../sending/report/send-view.ts';
import { SendWarning } from '../../sending/report/warnings.ts';
import { isOver } from '../../sending/send-queries.ts';
import { vettedSender } from '../../wiring.ts';
import { events, json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { type Operation, operation } from '../endpoint/describe.ts';
import { followObject } from '../endpoint/follow.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { sendingOff, underSwitch } from './sending-switch.ts';
import { warnOfArticles } from './weigh-stored.ts';

named('Send', SendView);
named('SendInput', SendInput);
named('Estimate', EstimateView);
named('SendChange', SendChange);
named('SendWarning', SendWarning);
named('Recipient', RecipientView);
named('SendProblems', ProblemsView);

const tag = 'sends';
const params = { id: uuidParam };
const sendCursor = defineCursor('sends', z.uuid());
const recipientCursor = defineCursor(
  'recipients',
  z.strictObject({ batch: z.int32().min(0), position: z.int32().min(0) }),
);
const SendQuery = z.strictObject({
  ...PageQuery.shape,
  digest: z.uuid().exactOptional().meta({ description: 'Only sends of this digest (its id)' }),
});
const RecipientQuery = z.strictObject({
  ...PageQuery.shape,
  outcome: z.enum(recipientOutcomes).exactOptional().meta({
    description: 'Only recipients with this outcome.',
  }),
});

export const sendOperations: Operation[] = [
  operation({
    method: 'get',
    path: '/api/sends',
    summary: 'List the sends',
    tag,
    scope: 'read',
    query: SendQuery,
    answers: { 200: page('Sends, the newest first.', SendView) },
    handle: async ({ deps, query }) => {
      const after = sendCursor.decode(query.cursor);
      const { data, next } = await listSends(deps.db, query.limit, after, query.digest ?? null);
      const nextCursor = next === null ? null : sendCursor.encode(next);
      const shown = data.map((send) => underSwitch(deps, send));
      return { status: 200, body: { data: shown, nextCursor } };
    },
  }),
  operation({
    method: 'post',
    path: '/api/sends',
    summary: 'Send a revision of a digest to lists',
    description:
      'The audience is fixed when the send is planned. Errors of `GET /api/digests/{id}/checks` stop it, warnings do not. A person gets a digest once: people who have it, or will get it by another of its sends, are excluded, whatever lists and segments were named; `again` includes those who have it.',
    tag,
    scope: 'send',
    body: jsonBody(SendInput),
    idempotent: true,
    answers: {
      202: json('The send, as it starts.', SendView, { location: 'The URL of the new object.' }),
    },
    errors: ['conflict', 'already_sent', 'empty_audience', 'unexpected_recipients'],
    handle: async ({ deps, body, keyId, newId }) => {
      const sender = vettedSender(deps);
      const id = newId<SendId>();
      const send = await createSend(deps.patient('report'), sender, body, keyId, deps.clock(), id);
      await enqueueNext(deps, send);
      return {
        status: 202,
        body: underSwitch(deps, send),
        headers: { location: `/api/sends/${send.id}` },
      };
    },
  }),
  operation({
    method: 'post',
    path: '/api/sends/estimate',
    summary: 'Estimate the audience of a send',
    description: 'Runs every check of a send, and changes nothing.',
    tag,
    scope: 'read',
    body: jsonBody(SendInput),
    answers: {
      200: json(
        'How many people would get it, and how many of these lists would not, by reason.',
        EstimateView,
      ),
    },
    handle: async ({ deps, body }) => {
      const sender = vettedSender(deps);
      const db = deps.patient('report');
      const estimate = await estimateSend(db, sender, body, deps.clock(), deps.env.RATE);
      const isOff = deps.env.SENDING === 'off';
      const { content } = await readDigest(db, body.digestId, body.revision);
      const beside = await warnOfArticles(deps, { id: body.digestId, content });
      const warnings = [...(isOff ? [sendingOff] : []), ...estimate.warnings, ...beside];
      return { status: 200, body: { ...estimate, warnings } };
    },
  }),
  operation({
    method: 'get',
    path: '/api/sends/:id',
    summary: 'Read a send',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('The send, with current counts.', SendView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: underSwitch(deps, await readSend(deps.db, id)),
    }),
  }),
  operation({
    method: 'patch',
    path: '/api/sends/:id',
    summary: 'Reschedule a send or change its revision',
    description:
      'Only while it waits for its scheduled time, is paused before it began, or has missed that time.',
    tag,
    scope: 'send',
    params,
    body: jsonBody(SendChange),
    answers: { 200: json('The send as it is now.', SendView) },
    errors: ['conflict'],
    handle: async ({ deps, params: { id }, body }) => {
      const sender = vettedSender(deps);
      const send = await changeSend(deps.db, sender, id, body, deps.clock());
      await enqueueNext(deps, send);
      return { status: 200, body: underSwitch(deps, send) };
    },
  }),
  operation({
    method: 'get',
    path: '/api/sends/:id/events',
    summary: 'Follow the progress of a send',
    description:
      'Server-sent events: the object of `GET /api/sends/{id}` at once and whenever it changes. Ends when the send has ended, and after five minutes at the latest: connect again.',
    tag,
    scope: 'read',
    params,
    answers: {
      200: events('Events, as they happen.', 'Send'),
      204: nothing('The last event of this send was already received (Last-Event-ID).'),
    },
    handle: ({ deps, params: { id }, c }) =>
      followObject(c, {
        read: async () => underSwitch(deps, await readSend(deps.db, id)),
        isOver: ({ status }) => isOver(status),
      }),
  }),
  operation({
    method: 'get',
    path: '/api/sends/:id/problems',
    summary: 'Count whom a send did not reach, by reason',
    tag,
    scope: 'read',
    params,
    answers: { 200: json('Rejected, unknown and skipped recipients.', ProblemsView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readProblems(deps.db, id),
    }),
  }),
  operation({
    method: 'get',
    path: '/api/sends/:id/recipients',
    summary: 'List the recipients of a send',
    tag,
    scope: 'read',
    showsReaders: true,
    params,
    query: RecipientQuery,
    answers: { 200: page('Recipients, in the order in which they are mailed.', RecipientView) },
    handle: async ({ deps, params: { id }, query }) => {
      const { data, next } = await listRecipients(deps.db, id, {
        limit: query.limit,
        outcome: query.outcome ?? null,
        after: recipientCursor.decode(query.cursor),
      });
      const nextCursor = next === null ? null : recipientCursor.encode(next);
      return { status: 200, body: { data, nextCursor } };
    },
  }),
];
