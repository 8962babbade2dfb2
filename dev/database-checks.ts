// What a database must be before it is migrated: else it would be accepted here and fail at work.

import type postgres from 'postgres';

interface Facts {
  version: number;
  encoding: string;
  database: string;
  role: string;
  public: string | null;
  create: string | null;
}

/**
 * Refuses a PostgreSQL before 14, an encoding that cannot hold every language, and a role that may
 * not create what a migration creates; the error says what to do.
 */
export async function requireFitDatabase(client: postgres.Sql): Promise<void> {
  const [facts] = await client<Facts[]>`
    select current_setting('server_version_num')::int as version,
      current_setting('server_encoding') as encoding,
      quote_ident(current_database()) as database, quote_ident(current_user) as role,
      case when to_regnamespace('public') is null then 'create schema public;'
        when not has_schema_privilege('public', 'create')
        then format('grant create on schema public to %I;', current_user) end as public,
      case when not has_database_privilege(current_database(), 'create')
        then format('grant create on database %I to %I;', current_database(), current_user)
        end as create`;
  if (!facts) throw new Error('The database gave no answer.');
  const { version, encoding, database, role } = facts;
  if (version < 140_000) {
    throw new Error(`PostgreSQL 14 or newer is needed; this is ${Math.floor(version / 10_000)}.`);
  }
  if (encoding !== 'UTF8') {
    throw new Error(
      `The database ${database} is written in ${encoding}, which cannot hold every language. Make one in UTF8 and let DATABASE_URL name it: create database digest encoding 'UTF8' template template0;`,
    );
  }
  const grants = [facts.create, facts.public].filter((grant) => grant !== null);
  if (grants.length > 0) {
    throw new Error(
      `The role ${role} may not create what a migration creates. Let the owner of the database run: ${grants.join(' ')}`,
    );
  }
}
