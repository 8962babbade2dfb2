// Somebody asks to join: the same answer for everyone, an email to who can confirm it.

import * as z from 'zod';
import { type EmailAddress, parseEmailAddress } from '../../base/email-address.ts';
import { newId } from '../../base/ids.ts';
import type { Database } from '../../db/client.ts';
import { countRefusal, selectRefusal } from '../../transactional/cap-queries.ts';
import type { AudienceDeps, EmailDeps } from '../deps.ts';
import { EmailText, Language, PersonName } from '../fields.ts';
import { selectListsBySlug, selectPublicLists } from '../lists/queries.ts';
import { ListSlug } from '../lists/schema.ts';
import { capsFor, isBreakerOpen } from './lockdown.ts';
import { ensureSubscriber, forgetNewcomer, requestSubscriptions } from './queries.ts';

type SubscribeDeps = EmailDeps & Pick<AudienceDeps, 'emailsPerHour' | 'afterAnswer'>;

/** The fields of the public form; `list` holds slugs, none for the default list. */
export const SubscribeForm = z.strictObject({
  email: EmailText,
  name: PersonName.exactOptional(),
  list: z.array(z.string().max(100)).max(50).default([]),
});
export type SubscribeForm = z.infer<typeof SubscribeForm>;

/** What the page knows beside the form's fields: its language, its words, where the visitor is. */
export interface SubscribeContext {
  language: string | null;
  /** The consent words shown beside the button. */
  wording: string | null;
  /** The version of the privacy notice that the words point to. */
  document: string | null;
  /** The visitor's network address; the retention setting says how long it stays. */
  network: string | null;
  /** True: the request shows a form of ours, with time enough to fill it in. */
  showsForm: boolean;
}

/**
 * `asked` is the one answer for every address that can be written to: known or not, suppressed,
 * capped, or asking for lists that do not exist or are private.
 */
export type Asked = { kind: 'asked' } | { kind: 'invalid'; message: string };

export async function subscribe(
  deps: SubscribeDeps,
  form: SubscribeForm,
  context: SubscribeContext,
): Promise<Asked> {
  const parsed = parseEmailAddress(form.email);
  if (parsed.kind === 'invalid') return parsed;
  const listIds = await findJoinableLists(deps.db, form.list);
  const said = { name: form.name ?? null, language: knownLanguage(context.language) };
  await deps.afterAnswer(() =>
    requestConfirmation(deps, { email: parsed.address, listIds, said, context }),
  );
  return { kind: 'asked' };
}

async function requestConfirmation(
  deps: SubscribeDeps,
  request: {
    email: EmailAddress;
    listIds: readonly number[];
    said: { name: string | null; language: string | null };
    context: SubscribeContext;
  },
): Promise<void> {
  const { db } = deps;
  const { email, listIds, said, context } = request;
  if (listIds.length === 0) return;
  const isOpen = await isBreakerOpen(db);
  const { emailsPerHour } = deps;
  const addressHash = deps.tokens.hashAddress(email);
  const { wording, document, network, showsForm } = context;
  const caps = capsFor({ isOpen, showsForm, emailsPerHour });
  const early = isOpen ? await selectRefusal(db, email, { network, caps }) : null;
  if (early) return countRefusal(db, early);
  const end = await db.transaction(async (tx) => {
    const subscriberId = await ensureSubscriber(tx, { email, addressHash, ...said });
    const made = await requestSubscriptions(tx, {
      subscriberId,
      email,
      addressHash,
      listIds,
      emailId: newId(),
      emailData: said,
      // Nobody is put on a list by a flood, not even on one that asks for no confirmation.
      mayConfirmAtOnce: !isOpen,
      caps,
      source: { method: 'form', wording, document, network },
    });
    if (subscriberId !== null && made.refusal) await forgetNewcomer(tx, subscriberId);
    return made;
  });
  if (end.refusal) await countRefusal(db, end.refusal);
  if (end.emailId) await deps.enqueueEmail(end.emailId);
}

/** Unknown and private lists are left out in silence: guessing their names must teach nothing. */
async function findJoinableLists(db: Database, slugs: readonly string[]): Promise<number[]> {
  if (slugs.length === 0) return (await selectPublicLists(db)).slice(0, 1).map((list) => list.id);
  const asked = slugs.filter((slug) => ListSlug.safeParse(slug).success);
  const found = await selectListsBySlug(db, asked);
  return found.filter((list) => list.visibility === 'public').map((list) => list.id);
}

function knownLanguage(tag: string | null): string | null {
  const parsed = Language.safeParse(tag);
  return parsed.success ? parsed.data : null;
}
