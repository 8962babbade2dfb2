// A mail in a look that is not saved yet: the newest digest, else a sample, by the mail's own function.

import type { ListView } from '../../../audience/lists/schema.ts';
import type { Digest } from '../../../digest/schema.ts';
import { listDigests, readDigest } from '../../../digest/store.ts';
import { Brand } from '../../../render/brand.ts';
import { freezeMail } from '../../../render/mail.tsx';
import { personaliseOne } from '../../../render/personalise.ts';
import { previewValues } from '../../../render/recipient.ts';
import { mailContext, mailDay, senderOfList } from '../../../render/sender.ts';
import { type Deps, senderOf } from '../../../wiring.ts';
import type { Fields } from '../../site/form.ts';
import { brandOf } from './fields.ts';
import { sampleDigest } from './sample.ts';

/** Null if the look cannot be shown as it is written. */
export async function previewBrand(
  { db, env, clock }: Deps,
  list: ListView,
  fields: Fields,
  language: string,
): Promise<string | null> {
  const brand = Brand.nullable().safeParse(brandOf(fields));
  if (!brand.success) return null;
  const { data } = await listDigests(db, { limit: 1 });
  const newest = data[0];
  const content: Digest = newest
    ? (await readDigest(db, newest.id)).content
    : sampleDigest(list.language ?? language);
  const own = { list: null, brand: brand.data, timezone: list.timezone };
  const look = { ...own, from: list.from, replyTo: list.replyTo };
  const sender = senderOfList(senderOf(env), look);
  const day = mailDay(sender, look, clock());
  const page = `/digests/${newest?.slug ?? 'preview'}`;
  const context = mailContext(sender, { sendId: 'preview', page, brand: brand.data, day });
  const reader = {
    subscriber: 0,
    email: 'reader@example.com',
    list: 0,
    listSlug: list.slug,
    listName: list.name,
  };
  const mail = await freezeMail(content, context);
  return personaliseOne(mail, previewValues(reader, env.PUBLIC_URL)).html;
}
