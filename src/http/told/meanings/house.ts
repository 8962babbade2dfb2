// What the fields of keys, editors, health and errors mean.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';

const key = {
  id: 'Revokes it, by `DELETE /api/keys/{id}`; the audit log names it',
  name: 'Which program holds it, for people',
  hint: 'The first eight characters of the key, to tell it from others',
  scopes: 'What it may do; `admin` covers the others, which do not cover each other',
  createdAt: 'When it was made',
  lastUsedAt: 'Exact to a minute; null: never',
  expiresAt: 'From then on it opens nothing; null: never',
};
const role =
  '`owner`: everything; `sender`: writes and sends; `writer`: writes, and asks others to send; `viewer`: looks, without addresses of readers';

export const houseMeanings: FieldMeanings = {
  Problem: {
    type: 'A relative reference such as `/docs#not_found`, which explains it; its code stands after the `#`',
    title: 'The kind of error in a few words, the same for every case',
    status: 'The HTTP status, again',
    detail: 'This very case, and what to do, for people',
    errors: 'A line for each field that is wrong; empty where it is no single field',
    'errors.path':
      'The field, such as `sections.0.heading` (counted from 0), a parameter or a header',
    'errors.message': 'What it must be, for people',
    requestId: 'Also in the header `x-request-id` and in the log: name it when you ask for help',
  },
  Key: key,
  NewKey: key,
  KeyInput: {
    name: key.name,
    scopes: key.scopes,
    expiresAt: 'ISO 8601 with an offset or Z, in the future; absent: never',
  },
  Editor: {
    id: 'Names them in other calls and in the audit log',
    address: 'Where the link to sign in goes',
    role,
    createdAt: 'When they were invited',
    signedInAt: 'Their last sign-in; null: never',
  },
  EditorInput: {
    address: 'Gets an invitation by mail',
    name: 'What colleagues read; empty or absent: the address',
    role,
  },
  EditorChange: {
    name: 'What colleagues read; empty: the address. Absent: it stays',
    role: `${role}. Absent: it stays`,
  },
  Act: {
    id: 'Ids rise with time',
    at: 'When it had succeeded; what failed is no act',
    browser: 'What the browser or program calls itself; null: nothing',
  },
  Health: { checks: 'Each thing that was looked at. More come with time' },
  HealthCheck: {
    'records.type': 'Of the DNS record: TXT, MX, CNAME',
    'records.name': 'Relative to the registered domain',
    'records.value': 'What must stand there, to the letter',
    'records.ttl': 'As Resend advises it; absent or null: it advises none',
    'records.priority': 'Of an MX record; absent or null: the record has none',
    'records.status': 'What Resend found when it last looked, such as `verified`',
  },
};
