// `DATABASE_URL=… npm run create-key -- NAME SCOPES`: the first API key of a deployment, shown once.

import { createKey, KeyInput } from '../src/access/keys/api-key.ts';
import { openDatabase } from '../src/db/client.ts';
import { completeUrl, explainRefusal } from './database-url.ts';
import { readOptions, refuse } from './usage.ts';

const usage = `DATABASE_URL=postgres://… npm run --silent create-key -- NAME SCOPES

SCOPES are read, write, send, admin, separated by commas; admin holds all of them.`;

const [name, scopes, ...others] = readOptions(usage, {}, true).positionals;
const url = process.env.DATABASE_URL;
const input = KeyInput.safeParse({ name, scopes: scopes?.split(',') });
if (!url) refuse(usage, 'DATABASE_URL says which database: it is not set.');
if (!input.success || others.length > 0) refuse(usage, 'It takes a name and its scopes.');

const address = completeUrl(url);
const database = openDatabase(address, 1, { prepare: false });
try {
  const { key } = await createKey(database.db, input.data, new Date());
  console.log(key);
} catch (error) {
  console.error(explainRefusal(error, address).message);
  process.exitCode = 1;
} finally {
  await database.close();
}
