import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mergeSubscribers } from '../../../src/audience/people/merge-queries.ts';
import { setup } from '../setup.ts';

test.each([
  ['2099-01-01', null, '2099-01-01'],
  [null, '2099-02-01', '2099-02-01'],
  ['2099-01-01', '2099-02-01', '2099-02-01'],
  ['2099-03-01', '2099-02-01', '2099-03-01'],
  [null, null, null],
])(
  'of a pause until %s and one until %s the longer holds when two records become one',
  async (kept, gone, both) => {
    const { db } = await setup();
    await db.execute(sql`
    insert into subscribers (email, paused_until) values
      ('kept@x.jp', ${kept}::timestamptz), ('gone@x.jp', ${gone}::timestamptz)`);
    await db.transaction((tx) => mergeSubscribers(tx, { kept: 1, gone: 2 }));
    const rows = await db.execute(sql`
    select email, to_char(paused_until, 'YYYY-MM-DD') as until from subscribers`);
    expect([...rows]).toEqual([{ email: 'kept@x.jp', until: both }]);
  },
);
