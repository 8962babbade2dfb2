// What is being typed as the mail it would be: shown and checked while it is typed, kept nowhere.

import * as z from 'zod';
import { readersHidden, seesReaders } from '../../access/caller.ts';
import type { Check as FoundCheck } from '../../digest/checks/checks.ts';
import { Fields } from '../../editing/working-copy/fields.ts';
import { markdownToFields } from '../../editing/working-copy/markdown.ts';
import { parseFields, sketchDigest } from '../../editing/working-copy/parse.ts';
import { readCopy } from '../../editing/working-copy/save.ts';
import { fieldOf, toDraft } from '../../editing/working-copy/to-draft.ts';
import { Unplaced } from '../../editing/working-copy/view.ts';
import {
  Weighed,
  WeighedPoint,
  WeighedSection,
  warnOfWeighed,
  weighDigest,
} from '../../proposals/commands/weigh.ts';
import { personaliseOne } from '../../render/personalise.ts';
import { previewValues } from '../../render/recipient.ts';
import { type ShowAs, showAs } from '../../render/show-as.ts';
import { type Deps, vettedSender } from '../../wiring.ts';
import { json } from '../endpoint/answer.ts';
import { jsonBody } from '../endpoint/body.ts';
import { operation } from '../endpoint/describe.ts';
import { uuidParam } from '../endpoint/params.ts';
import { named } from '../endpoint/schema-names.ts';
import { Check, list } from './digest-mail.ts';
import { findLookedReader, inspectContent } from './look.ts';
import { typedOf } from './weigh-stored.ts';

export const LookQuery = z.strictObject({
  list,
  subscriber: z.coerce.number().int().min(1).exactOptional().meta({
    description: 'Id of the subscriber whose copy to show.',
  }),
  scheme: z.enum(['auto', 'light', 'dark']).default('auto').meta({
    description: 'Shown as by a program that is set so.',
  }),
  images: z.enum(['on', 'off']).default('on').meta({
    description: '`off`: as by a program that loads no pictures.',
  }),
  links: z.enum(['0', '1']).default('0').meta({
    description: 'With 1, every linked page and picture is requested; this may take seconds.',
  }),
});
export type LookQuery = z.infer<typeof LookQuery>;

const LookInput = named(
  'LookInput',
  z.discriminatedUnion('face', [
    z.strictObject({ face: z.literal('fields'), fields: Fields }),
    z.strictObject({ face: z.literal('markdown'), markdown: z.string().max(1_000_000) }),
  ]),
);

named('WeighedPoint', WeighedPoint);
named('WeighedSection', WeighedSection);
named('Weighed', Weighed);

export const LookView = named(
  'Look',
  z.strictObject({
    html: z.string(),
    text: z.string(),
    inbox: z.strictObject({ from: z.string(), subject: z.string(), preheader: z.string() }),
    size: z.strictObject({ htmlBytes: z.int(), textBytes: z.int() }),
    errors: z.array(Check).meta({ description: 'Each stops a send; `path` names its field' }),
    warnings: z.array(Check),
    unplaced: z.array(Unplaced),
    evidence: Weighed.nullable(),
  }),
);
export type LookView = z.infer<typeof LookView>;

export const copyLookOperations = [
  operation({
    method: 'post',
    path: '/api/digests/:id/working-copy/look',
    summary: 'See what is being typed as a mail, with its checks',
    description:
      'Of the fields or the Markdown in the body, saved or not, whole or not. Nothing is kept.',
    tag: 'digests',
    scope: 'read',
    params: { id: uuidParam },
    query: LookQuery,
    body: jsonBody(LookInput, { maximumBytes: 2 * 1024 * 1024 }),
    answers: { 200: json('The mail, its row in an inbox, and what was found.', LookView) },
    handle: async ({ deps, params: { id }, query, body, caller }) => {
      if (query.subscriber !== undefined && caller && !seesReaders(caller)) throw readersHidden();
      await readCopy(deps.db, id);
      const typed =
        body.face === 'fields'
          ? { fields: body.fields, unplaced: [] }
          : markdownToFields(body.markdown);
      const found = await lookAtFields(deps, id, typed.fields, query);
      return { status: 200, body: { ...found, unplaced: typed.unplaced } };
    },
  }),
];

/** The mail of these fields as one reader's program would show it, and what stands against sending it. */
export async function lookAtFields(
  deps: Deps,
  id: string,
  fields: Fields,
  query: LookQuery,
): Promise<Omit<LookView, 'unplaced'>> {
  const reader = await findLookedReader(deps, query.subscriber);
  const evidence = await weighDigest(deps.db, id, typedOf(fields));
  const sender = vettedSender(deps);
  const content = sketchDigest(fields);
  const shown = query.list ?? (query.subscriber === undefined ? undefined : reader.listSlug);
  const dial = query.links === '1' ? deps.dial : null;
  const { mail, row, ...found } = await inspectContent(
    deps,
    sender,
    { id, slug: null, content },
    shown,
    dial,
  );
  const copy = personaliseOne(mail, previewValues(reader, deps.env.PUBLIC_URL));
  const how: ShowAs = { scheme: query.scheme, images: query.images === 'on' };
  const draft = toDraft(fields);
  const atField = (check: FoundCheck) => ({ ...check, path: fieldOf(draft, check.path) });
  const missing = whatIsMissing(fields);
  const isTold = ({ path }: FoundCheck) => missing.some((error) => error.path === path);
  return {
    html: showAs(copy.html, how),
    text: copy.text,
    inbox: {
      from: sender.senderName || sender.from,
      subject: row.subject,
      preheader: row.preheader,
    },
    size: { htmlBytes: mail.htmlBytes, textBytes: mail.textBytes },
    errors: [...missing, ...found.errors.map(atField).filter((check) => !isTold(check))],
    warnings: [
      ...found.warnings.map(atField).filter((check) => !isTold(check)),
      ...(evidence ? warnOfWeighed(evidence) : []),
    ],
    evidence,
  };
}

/** Why it is no digest yet: a check like the others. */
function whatIsMissing(fields: Fields): FoundCheck[] {
  const parsed = parseFields(fields);
  if (parsed.kind === 'ok') return [];
  return parsed.errors.map((error) => ({ code: 'invalid', ...error }));
}
