// A digest written, scheduled and followed by a client made with hey-api.

import { client } from './made/hey-api/client.gen.js';
import {
  getDigestsById,
  getDigestsByIdPreview,
  getSendsByIdEvents,
  patchSendsById,
  postDigests,
  postSegments,
  postSends,
  postSendsByIdCancel,
  postSendsEstimate,
  postSubscribersImport,
} from './made/hey-api/sdk.gen.js';
import type { DigestContentInput, SegmentRuleInput, Send } from './made/hey-api/types.gen.js';

const { BASE_URL = '', API_KEY = '', DIGEST = '', LATER = '', STILL_LATER = '' } = process.env;
client.setConfig({ baseUrl: BASE_URL, auth: API_KEY });
const throwOnError = true;

const content: DigestContentInput = JSON.parse(DIGEST);
const { data: digest } = await postDigests({ body: content, throwOnError });
const path = { id: digest.id };
const inMarkdown = await getDigestsById({ path, query: { format: 'markdown' }, parseAs: 'text' });
const preview = await getDigestsByIdPreview({ path, query: { format: 'text' }, parseAs: 'text' });
const rule: SegmentRuleInput = {
  kind: 'all',
  rules: [
    { kind: 'domain', in: ['example.com'] },
    { kind: 'not', rule: { kind: 'attribute', name: 'town', test: 'equals', value: 'Kyoto' } },
  ],
};
const { data: segment } = await postSegments({ body: { name: 'By hey-api', rule }, throwOnError });
const { data: people } = await postSubscribersImport({
  query: { lists: 'digest' },
  body: { format: 'csv', text: 'email\nnew@example.com\n' },
  throwOnError,
});
const asked = { digestId: digest.id, revision: 1, lists: ['digest'], segment: segment.id };
const { data: estimate } = await postSendsEstimate({ body: asked, throwOnError });
const { data: send } = await postSends({
  body: { ...asked, scheduledAt: LATER },
  throwOnError,
});
const { data: moved } = await patchSendsById({
  path: { id: send.id },
  body: { scheduledAt: STILL_LATER },
  throwOnError,
});
const { data: cancelled } = await postSendsByIdCancel({ path: { id: send.id }, throwOnError });
const events: Send[] = [];
const { stream } = await getSendsByIdEvents({ path: { id: send.id } });
for await (const event of stream) {
  // The stream is text; this client reads the JSON in it by itself.
  events.push(event as unknown as Send);
  if (events.at(-1)?.status === 'cancelled') break;
}
const missing = await getDigestsById({ path: { id: crypto.randomUUID() } });

console.log(
  JSON.stringify({
    headline: digest.content.headline,
    markdown: String(inMarkdown.data).slice(0, 3),
    preview: preview.data?.includes(digest.content.headline),
    import: people.format,
    rule: segment.rule.kind,
    recipients: estimate.recipients,
    scheduledAt: moved.scheduledAt,
    status: cancelled.status,
    events: events.length > 0,
    problem: missing.error?.type,
  }),
);
