// The people of the segments' model as rows of a database.

import { sql } from 'drizzle-orm';
import type { Database } from '../../../src/db/client.ts';
import {
  daysAgo,
  digestIds,
  digestOfSend,
  type ModelPerson,
  sendCount,
  slugs,
} from './segment-rules.ts';

/** The model's people, lists and sends as rows; the ids of the people. */
export async function writePeople(db: Database, models: readonly ModelPerson[]): Promise<number[]> {
  for (const slug of slugs.slice(1)) {
    await db.execute(sql`insert into lists (slug, name) values (${slug}, ${slug})`);
  }
  for (const id of digestIds) {
    await db.execute(sql`
      insert into digests (id, slug, content) values (${id}, ${id}, '{}'::jsonb)`);
  }
  const sendIds: string[] = [];
  for (let send = 0; send < sendCount; send++) {
    const id = crypto.randomUUID();
    sendIds.push(id);
    await db.execute(sql`
      insert into sends (id, digest_id, revision, list_ids, status, created_at, started_at)
      values (${id}, ${digestOfSend(send)}, 1, '{1}', 'sent', now() - interval '9 days',
        now() - make_interval(hours => ${(sendCount - send) * 24}::int))`);
  }
  const ids: number[] = [];
  for (const model of models) {
    const [row] = await db.execute<{ id: number }>(sql`
      insert into subscribers (email, language, attributes)
      values (${model.email}, ${model.language}, ${JSON.stringify(model.attributes)}::jsonb)
      returning id::float8 as id`);
    const id = row?.id ?? 0;
    ids.push(id);
    for (const { list, status, ageDays } of model.subscriptions) {
      const at = daysAgo(ageDays);
      await db.execute(sql`
        insert into subscriptions (list_id, subscriber_id, status, created_at, confirmed_at)
        select id, ${id}, ${status}, ${at}::timestamptz,
          case when ${status} = 'confirmed' then ${at}::timestamptz end
        from lists where slug = ${list}`);
    }
    for (const send of model.opened) {
      await db.execute(sql`
        insert into deliveries (send_id, subscriber_id, opened_at)
        values (${sendIds[send] ?? ''}, ${id}, now())`);
    }
    for (const { send, scan } of model.clicked) {
      const minutes = { none: null, 'at the click': -9, 'clearly before': -11, after: 30 }[scan];
      await db.execute(sql`
        insert into deliveries as d
          (send_id, subscriber_id, clicked_at, last_clicked_at, scanned_at)
        values (${sendIds[send] ?? ''}, ${id}, now() - interval '1 day', now(),
          now() + make_interval(mins => ${minutes}::int))
        on conflict (send_id, subscriber_id) do update set clicked_at = excluded.clicked_at,
          last_clicked_at = excluded.last_clicked_at, scanned_at = excluded.scanned_at`);
    }
  }
  for (const [send, id] of sendIds.entries()) {
    const readers = ids.filter((_, at) => models[at]?.received.includes(send));
    await db.execute(sql`
      insert into batches (send_id, n, list_id, state, subscriber_ids)
      values (${id}, 0, 1, 'accepted', ${`{${readers.join(',')}}`}::bigint[])`);
  }
  return ids;
}
