// A digest as a mail, before it is sent: preview, checks, test.

import * as z from 'zod';
import { readersHidden, seesReaders } from '../../access/caller.ts';
import { ListSlug } from '../../audience/lists/schema.ts';
import { showInboxRow } from '../../digest/checks/inbox-row.ts';
import { personaliseOne } from '../../render/personalise.ts';
import { previewValues } from '../../render/recipient.ts';
import { TestMailInput } from '../../transactional/test-mail.ts';
import { senderOf, vettedSender } from '../../wiring.ts';
import { json, text } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { mailPolicy } from '../policy.ts';
import { findLookedReader, inspectStored } from './look.ts';
import { oldName } from './old-names.ts';
import { RevisionQuery, revision } from './revision.ts';
import { testDigest } from './test-digest.ts';
import { warnOfStored } from './weigh-stored.ts';

const tag = 'digests';
const params = { id: uuidParam };

export const Check = named(
  'Check',
  z.strictObject({ code: z.string(), path: z.string(), message: z.string() }),
);
const ChecksView = named(
  'Checks',
  z.strictObject({
    ok: z.boolean().meta({ description: 'True if it can be sent.' }),
    size: z.strictObject({ htmlBytes: z.int(), textBytes: z.int() }),
    inbox: z
      .strictObject({
        subject: z.string(),
        preheader: z.string(),
        width: z.int().meta({
          description:
            'Columns of the subject; full-width characters count two. Past 44 a phone cuts it.',
        }),
      })
      .meta({ description: 'The mail in the row of an inbox.' }),
    errors: z.array(Check),
    warnings: z.array(Check),
  }),
);
const TestMailView = z.strictObject({
  emails: z.array(z.uuid()).meta({ description: 'Ids of the emails, one for each address.' }),
  letters: z.array(z.uuid()).meta(oldName('emails')),
});
export const list = ListSlug.exactOptional().meta({
  description: 'The list whose look to show. Default: the subscriber’s, else the default list.',
});
const ChecksQuery = z.strictObject({
  links: z.enum(['0', '1']).default('0').meta({
    description: 'With 1, every linked page and picture is requested; this may take seconds.',
  }),
  list,
  revision,
});
const PreviewQuery = z.strictObject({
  format: z.enum(['html', 'text', 'inbox']).default('html').meta({
    description:
      '`inbox`: the row of an inbox as a phone shows it, one line of subject and two of preheader.',
  }),
  subscriber: z.coerce.number().int().min(1).exactOptional().meta({
    description:
      'Id of the subscriber whose copy to show. Its links do nothing, like all of a preview.',
  }),
  list,
  revision,
});

export const digestMailOperations = [
  operation({
    method: 'get',
    path: '/api/digests/:id/preview',
    summary: 'Preview the mail of a digest',
    description:
      'Exactly as it would be sent, except that the links to unsubscribe and to the preferences lead to a page that says this is a preview.',
    tag,
    scope: 'read',
    params,
    query: PreviewQuery,
    answers: {
      200: text('The HTML, the text part, or the inbox row.', ['text/html', 'text/plain']),
    },
    handle: async ({ deps, params: { id }, query, caller }) => {
      if (query.subscriber !== undefined && caller && !seesReaders(caller)) throw readersHidden();
      const reader = await findLookedReader(deps, query.subscriber);
      const look = { ...query, list: query.list ?? reader.listSlug };
      const { mail, row, content } = await inspectStored(deps, senderOf(deps.env), id, look);
      if (query.format === 'inbox') return plain(showInboxRow(row, content.language));
      const copy = personaliseOne(mail, previewValues(reader, deps.env.PUBLIC_URL));
      if (query.format === 'text') return plain(copy.text);
      const headers = { 'content-security-policy': mailPolicy };
      return { status: 200, type: 'text/html; charset=utf-8', body: copy.html, headers };
    },
  }),
  operation({
    method: 'get',
    path: '/api/digests/:id/checks',
    summary: 'Check a digest before sending',
    description: 'Errors block a send, warnings do not. Each names its place and what to do.',
    tag,
    scope: 'read',
    params,
    query: ChecksQuery,
    answers: { 200: json('What was found, and the size of the mail.', ChecksView) },
    handle: async ({ deps, params: { id }, query }) => {
      const dial = query.links === '1' ? deps.dial : null;
      const sender = vettedSender(deps);
      const found = await inspectStored(deps, sender, id, query, dial);
      const { mail, row, errors, content } = found;
      const size = { htmlBytes: mail.htmlBytes, textBytes: mail.textBytes };
      const warnings = [...found.warnings, ...(await warnOfStored(deps.db, { id, content }))];
      return { status: 200, body: { ok: errors.length === 0, size, inbox: row, errors, warnings } };
    },
  }),
  operation({
    method: 'post',
    path: '/api/digests/:id/test',
    summary: 'Send a test email of a digest',
    description:
      'The subject begins with `[TEST]`; it is not part of any send, and its unsubscribe links do nothing. With `subscriber` it is that person’s copy, which needs `read`, too. Whoever may not send may test to testers, and an editor to themselves.',
    tag,
    scope: 'send',
    orScope: 'write',
    params,
    query: RevisionQuery,
    body: jsonBody(named('TestMailInput', TestMailInput)),
    idempotent: true,
    answers: {
      202: json('The test emails are queued.', TestMailView),
    },
    handle: async ({ deps, params: { id }, query, body, caller }) => {
      const emails = await testDigest(deps, caller, { id, revision: query.revision }, body);
      return { status: 202, body: { emails, letters: emails } };
    },
  }),
];

function plain(body: string) {
  return { status: 200, type: 'text/plain; charset=utf-8', body } as const;
}
