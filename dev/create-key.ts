// `DATABASE_URL=… node dev/create-key.ts NAME SCOPES`: the first API key of a deployment, shown once.

import { createKey, KeyInput } from '../src/access/api-key.ts';
import { openDatabase } from '../src/db/client.ts';

const url = process.env.DATABASE_URL;
const [name, scopes] = process.argv.slice(2);
const input = KeyInput.safeParse({ name, scopes: scopes?.split(',') });
if (!url || !input.success) {
  console.error(
    'Usage: DATABASE_URL=postgres://… node dev/create-key.ts NAME SCOPES\n' +
      'SCOPES are read, write, send, admin, separated by commas; admin holds all of them.',
  );
  process.exit(1);
}
const database = openDatabase(url, 1);
try {
  const { key } = await createKey(database.db, input.data, new Date());
  console.log(key);
} finally {
  await database.close();
}
