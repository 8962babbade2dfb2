// A digest written, scheduled and followed by a client made with openapi-typescript.

import createClient from 'openapi-fetch';
import type { components, paths } from './made/schema.js';

const {
  BASE_URL: baseUrl = '',
  API_KEY = '',
  DIGEST = '',
  LATER = '',
  STILL_LATER = '',
} = process.env;
const headers = { authorization: `Bearer ${API_KEY}` };
const { GET, POST, PATCH } = createClient<paths>({ baseUrl, headers });

type Digest = components['schemas']['DigestContentInput'];
type Rule = components['schemas']['SegmentRuleInput'];

const content: Digest = JSON.parse(DIGEST);
const digest = mustHave(await POST('/api/digests', { body: content }));
const inMarkdown = await GET('/api/digests/{id}', {
  params: { path: { id: digest.id }, query: { format: 'markdown' } },
  parseAs: 'text',
});
const preview = await GET('/api/digests/{id}/preview', {
  params: { path: { id: digest.id }, query: { format: 'text' } },
  parseAs: 'text',
});
const rule: Rule = {
  kind: 'all',
  rules: [
    { kind: 'domain', in: ['example.com'] },
    { kind: 'not', rule: { kind: 'attribute', name: 'town', test: 'equals', value: 'Kyoto' } },
  ],
};
const segment = mustHave(await POST('/api/segments', { body: { name: 'By fetch', rule } }));
const people = mustHave(
  await POST('/api/subscribers/import', {
    params: { query: { lists: 'digest' } },
    body: 'email\nnew@example.com\n',
    bodySerializer: (text) => String(text),
    headers: { 'content-type': 'text/csv' },
  }),
);
const asked = { digestId: digest.id, revision: 1, lists: ['digest'], segment: segment.id };
const estimate = mustHave(await POST('/api/sends/estimate', { body: asked }));
const send = mustHave(await POST('/api/sends', { body: { ...asked, scheduledAt: LATER } }));
const path = { id: send.id };
const moved = mustHave(
  await PATCH('/api/sends/{id}', {
    params: { path },
    body: { scheduledAt: STILL_LATER },
  }),
);
const cancelled = mustHave(await POST('/api/sends/{id}/cancel', { params: { path } }));
const events = await GET('/api/sends/{id}/events', { params: { path }, parseAs: 'text' });
const missing = await GET('/api/digests/{id}', { params: { path: { id: crypto.randomUUID() } } });

console.log(
  JSON.stringify({
    headline: digest.content.headline,
    markdown: inMarkdown.data?.slice(0, 3),
    preview: preview.data?.includes(digest.content.headline),
    import: people.format,
    rule: segment.rule.kind,
    recipients: estimate.recipients,
    scheduledAt: moved.scheduledAt,
    status: cancelled.status,
    events: events.data?.includes('id: final'),
    problem: missing.error?.type,
  }),
);

function mustHave<Data>(answer: { data?: Data; error?: unknown }): Data {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}
