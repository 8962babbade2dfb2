// Which migration this version wants, and which one a database has.

import * as z from 'zod';
import journal from '../../drizzle/meta/_journal.json' with { type: 'json' };
import { type Queryable, sqlState } from './client.ts';
import { oneRow } from './statement.ts';

/** When the newest migration was written, in milliseconds: drizzle's own order of migrations. */
export const newestMigration = Math.max(...journal.entries.map(({ when }) => when));

const NewestRow = z.strictObject({ newest: z.number() });

/** The newest migration of this database in the same measure; 0 if it was never migrated. */
export async function readMigration(db: Queryable): Promise<number> {
  try {
    const { newest } = await oneRow(db, 'readMigration', NewestRow)`
      select coalesce(max(created_at), 0)::float8 as newest from drizzle.__drizzle_migrations`;
    return newest;
  } catch (error) {
    if (sqlState(error) === '42P01' || sqlState(error) === '3F000') return 0;
    throw error;
  }
}
