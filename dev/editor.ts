// `DATABASE_URL=… npm run editor -- ADDRESS --role owner`: an editor, and the link that signs them in.

import { Role } from '../src/access/caller.ts';
import { ensureEditor } from '../src/access/editors/editors.ts';
import { writeSignInLink } from '../src/access/sessions/sign-in.ts';
import { parseEmailAddress } from '../src/base/email-address.ts';
import { createTokenRing } from '../src/base/token.ts';
import { openDatabase } from '../src/db/client.ts';
import { completeUrl, explainRefusal } from './database-url.ts';
import { readOptions, refuse } from './usage.ts';

const usage = `DATABASE_URL=postgres://… PUBLIC_URL=https://… SIGNING_KEYS=… \\
  npm run --silent editor -- ADDRESS [--role ROLE]

Makes an editor, or gives the one of this address the role, and prints a link that signs them in:
once, for 15 minutes. ROLE is owner (else that), sender, writer or viewer. SIGNING_KEYS and
PUBLIC_URL are those of the worker.`;

const options = { role: { type: 'string', default: 'owner' } } as const;
const { values, positionals } = readOptions(usage, options, true);
const { DATABASE_URL, PUBLIC_URL, SIGNING_KEYS } = process.env;
const [typed = '', ...others] = positionals;
const address = parseEmailAddress(typed);
const role = Role.safeParse(values.role);
const keys = (SIGNING_KEYS ?? '').split(/[\s,]+/).filter(Boolean);
if (address.kind === 'invalid' || others.length > 0) {
  refuse(
    usage,
    address.kind === 'invalid' && typed !== '' ? address.message : 'It takes one address.',
  );
}
if (!role.success) refuse(usage, `There is no role ${values.role}.`);
if (!DATABASE_URL || !PUBLIC_URL || keys.length === 0) {
  refuse(usage, 'DATABASE_URL, PUBLIC_URL and SIGNING_KEYS must be set.');
}

const url = completeUrl(DATABASE_URL);
const database = openDatabase(url, 1, { prepare: false });
try {
  await ensureEditor(database.db, address.address, role.data);
  const tokens = createTokenRing(keys);
  const link = await writeSignInLink({ db: database.db, tokens }, address.address);
  console.log(`${PUBLIC_URL.replace(/\/+$/, '')}${link}`);
} catch (error) {
  console.error(explainRefusal(error, url).message);
  process.exitCode = 1;
} finally {
  await database.close();
}
