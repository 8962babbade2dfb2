// Somebody asks to join: the same answer for everyone, a letter to who can confirm it.

import * as z from 'zod';
import { parseEmailAddress } from '../../base/email-address.ts';
import { newId } from '../../base/ids.ts';
import type { TokenRing } from '../../base/token.ts';
import type { Database } from '../../db/client.ts';
import { EmailText, Language, PersonName } from '../fields.ts';
import { selectListsBySlug, selectPublicLists } from '../lists/queries.ts';
import { ListSlug } from '../lists/schema.ts';
import { ensureSubscriber, requestSubscriptions } from './queries.ts';

/** What every verb that writes a letter needs. */
export interface LetterDoors {
  db: Database;
  tokens: TokenRing;
  /** Called after the commit with a new letter's id; a lost ring is found by the sweep. */
  ring: (letterId: string) => Promise<void>;
}

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
  /** The visitor's network address as far as it may be kept. */
  network: string | null;
}

/**
 * `asked` is the one answer for every address that can be written to: known or not, suppressed,
 * capped, or asking for lists that do not exist or are private.
 */
export type Asked = { kind: 'asked' } | { kind: 'invalid'; message: string };

export async function subscribe(
  doors: LetterDoors,
  form: SubscribeForm,
  context: SubscribeContext,
): Promise<Asked> {
  const parsed = parseEmailAddress(form.email);
  if (parsed.kind === 'invalid') return parsed;
  const email = parsed.address;
  const listIds = await findJoinableLists(doors.db, form.list);
  if (listIds.length === 0) return { kind: 'asked' };

  const said = { name: form.name ?? null, language: knownLanguage(context.language) };
  const addressHash = doors.tokens.hashAddress(email);
  const letterId = await doors.db.transaction(async (tx) =>
    requestSubscriptions(tx, {
      subscriberId: await ensureSubscriber(tx, { email, addressHash, ...said }),
      email,
      addressHash,
      listIds,
      letterId: newId(),
      letterData: said,
      mayConfirmAtOnce: true,
      source: { method: 'form', wording: context.wording, network: context.network },
    }),
  );
  if (letterId) await doors.ring(letterId);
  return { kind: 'asked' };
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
