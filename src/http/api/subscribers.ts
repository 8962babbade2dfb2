// Subscribers: people, by e-mail address.

import { changeSubscriber, createSubscriber } from '../../audience/joining/write.ts';
import { eraseSubscriber, readPersonalData } from '../../audience/people/erasure.ts';
import { PersonalData } from '../../audience/people/person-data.ts';
import { readSubscriber, readSubscribers } from '../../audience/people/read.ts';
import {
  SubscriberInput,
  SubscriberPatch,
  SubscriberQuery,
  SubscriberView,
} from '../../audience/people/schema.ts';
import { emailDeps } from '../email-deps.ts';
import { json, nothing, page } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { integerParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { oldName } from './old-names.ts';

named('Subscriber', SubscriberView);
named('SubscriberInput', SubscriberInput);
named('SubscriberPatchInput', SubscriberPatch);
const PersonalDataView = named(
  'PersonalData',
  PersonalData.extend({ letters: PersonalData.shape.emails.meta(oldName('emails')) }),
);

const tag = 'subscribers';
const params = { id: integerParam };

export const subscriberOperations = [
  operation({
    method: 'get',
    path: '/api/subscribers',
    summary: 'List the subscribers',
    description:
      'All of them, or those whom every filter fits. `prefix` finds people by how their address or name begins.',
    tag,
    scope: 'read',
    showsReaders: true,
    query: SubscriberQuery,
    answers: { 200: page('Subscribers, the newest first.', SubscriberView) },
    handle: async ({ deps, query }) => ({
      status: 200,
      body: await readSubscribers(deps.db, query),
    }),
  }),
  operation({
    method: 'post',
    path: '/api/subscribers',
    summary: 'Add a subscriber',
    description:
      'People who unsubscribed, complained or bounced cannot be added back this way (`subscriber_suppressed`).',
    tag,
    scope: 'write',
    body: jsonBody(SubscriberInput),
    idempotent: true,
    answers: {
      201: json('The subscriber.', SubscriberView, { location: 'The URL of the new object.' }),
    },
    errors: ['conflict', 'subscriber_suppressed'],
    handle: async ({ deps, body }) => {
      const subscriber = await createSubscriber(emailDeps(deps), body);
      const headers = { location: `/api/subscribers/${subscriber.id}` };
      return { status: 201, body: subscriber, headers };
    },
  }),
  operation({
    method: 'get',
    path: '/api/subscribers/:id',
    summary: 'Read a subscriber',
    tag,
    scope: 'read',
    showsReaders: true,
    params,
    answers: { 200: json('The subscriber.', SubscriberView) },
    handle: async ({ deps, params: { id } }) => ({
      status: 200,
      body: await readSubscriber(deps.db, Number(id)),
    }),
  }),
  operation({
    method: 'patch',
    path: '/api/subscribers/:id',
    summary: 'Update a subscriber',
    description: 'Fields that are left out stay as they are, and so do lists that are not named.',
    tag,
    scope: 'write',
    params,
    body: jsonBody(SubscriberPatch),
    answers: { 200: json('The subscriber as it is now.', SubscriberView) },
    errors: ['conflict', 'subscriber_suppressed'],
    handle: async ({ deps, params: { id }, body }) => ({
      status: 200,
      body: await changeSubscriber(emailDeps(deps), Number(id), body),
    }),
  }),
  operation({
    method: 'delete',
    path: '/api/subscribers/:id',
    summary: 'Erase a subscriber',
    description: 'Only a keyed hash of the address is kept, so that no import adds it again.',
    tag,
    scope: 'write',
    params,
    answers: { 204: nothing('The subscriber is erased.') },
    handle: async ({ deps, params: { id } }) => {
      await eraseSubscriber(deps, Number(id));
      return { status: 204, body: null };
    },
  }),
  operation({
    method: 'get',
    path: '/api/subscribers/:id/data',
    summary: 'Read all data about a subscriber',
    tag,
    scope: 'read',
    showsReaders: true,
    params,
    answers: { 200: json('All data that is stored about the person.', PersonalDataView) },
    handle: async ({ deps, params: { id } }) => {
      const data = await readPersonalData(deps, Number(id));
      return { status: 200, body: { ...data, letters: data.emails } };
    },
  }),
];
