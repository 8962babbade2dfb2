// A person whom every table holds that can hold one.

import { sql } from 'drizzle-orm';
import { confirmByLink } from '../../../src/audience/joining/confirm.ts';
import { requestAddressChange } from '../../../src/audience/preferences/preferences.ts';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { takeFeedback } from '../../../src/sending/feedback/fold.ts';
import { setup } from '../setup.ts';

export const address = 'mai.unmistakable@example.com';
export const event = (id: string, kind: string, subscriberId: number, to = address) => ({
  id,
  kind,
  at: new Date(),
  sendId: '00000000-0000-4000-8000-000000000001',
  subscriberId,
  to,
  isPermanentBounce: kind === 'bounced',
  isTransientBounce: false,
  detail: { link: 'https://unmistakable.example/clicked' },
});

/** What stands there holds `unmistakable`, or the person's number. */
export async function setupEverywhere() {
  const bundle = await setup();
  const { db, deps, tokens } = bundle;
  await bundle.join(address);
  await confirmByLink(deps, await bundle.confirmToken(address));
  const { id } = await bundle.person(address);
  await db.execute(sql`update subscribers set name = 'Unmistakable',
    attributes = '{"city": "Unmistakable"}' where id = ${id}`);
  const token = tokens.sign(preferencesOf(id, address));
  await requestAddressChange(deps, token, 'second.unmistakable@example.com');
  await db.execute(sql`insert into address_history (subscriber_id, email)
    values (${id}, 'old.unmistakable@example.com')`);
  await db.execute(sql`insert into former_subscribers (id, subscriber_id) values (999, ${id})`);
  await db.execute(sql`insert into digests (id, slug, content)
    values ('00000000-0000-4000-8000-000000000002', 'd', '{}')`);
  await db.execute(sql`insert into digest_welcomes (digest_id, subscriber_id, letter_id)
    values ('00000000-0000-4000-8000-000000000002', ${id}, gen_random_uuid())`);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status)
    values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 1, '{1}', 'sent')`);
  await takeFeedback(db, [event('e1', 'clicked', id), event('e2', 'bounced', id)]);
  await db.execute(sql`insert into imports (id, status, options)
    values ('00000000-0000-4000-8000-000000000003', 'done', '{}')`);
  const fullWidth = address.replace('@', '＠').replace('mai', 'Ｍａｉ');
  for (const [row, [written, reason]] of [
    [address.toUpperCase(), 'suppressed: bounce'],
    [`Mai <${address}>`, 'email: The part before @ has characters we cannot mail to.'],
    [fullWidth, 'name: Must be one line'],
    [null, `lists: There is no list with the slug ${address}`],
    ['old.unmistakable@example.com', 'suppressed: bounce'],
    ['other@example.com', 'suppressed: bounce'],
  ].entries()) {
    await db.execute(sql`insert into import_rejections (import_id, row, email, reason)
      values ('00000000-0000-4000-8000-000000000003', ${row}, ${written ?? null}, ${reason ?? ''})`);
  }
  const answer = JSON.stringify({ id, email: address, name: 'Unmistakable' });
  await db.execute(sql`
    insert into idempotent_requests (key_id, operation, key, body_hash, status, response, headers)
    values (gen_random_uuid(), 'POST /api/subscribers', 'a', 'hash', 201, ${answer}, '{}')`);
  await db.execute(sql`
    insert into batches (send_id, n, list_id, state, subscriber_ids, skipped)
    values ('00000000-0000-4000-8000-000000000001', 1, 1, 'accepted', ${`{${id}}`},
      ${JSON.stringify([{ id, reason: 'suppressed' }])})`);
  await db.execute(sql`
    insert into import_chunks (import_id, n, first_row, body)
    values ('00000000-0000-4000-8000-000000000003', 0, 2, ${JSON.stringify([[address]])})`);
  return { ...bundle, id, token };
}
