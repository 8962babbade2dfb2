// Coming in by a passkey (WebAuthn): made in the settings, asked for beside the field of the sign-in page.

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { AppError } from '../../base/errors.ts';
import { type EditorId, fromBase64Url, newId, toBase64Url } from '../../base/ids.ts';
import type { TokenRing } from '../../base/token.ts';
import type { Database, Queryable } from '../../db/client.ts';
import type { EditorCaller } from '../caller.ts';
import {
  deletePasskey,
  findPasskey,
  insertPasskey,
  notePasskeyUse,
  selectPasskeysOf,
  spendChallenge,
} from './passkey-queries.ts';
import { startSession } from './session.ts';

interface Deps {
  db: Database;
  tokens: TokenRing;
  now: Date;
  /** Where the console is: passkeys belong to its host. */
  publicUrl: string;
  /** What the browser calls the house. */
  houseName: string;
}

const challengeMinutes = 5;

/** Loaded when first needed: the worker starts without it. */
const loadServer = () => import('@simplewebauthn/server');

/** What the browser makes a passkey from. Writes nothing. */
export async function offerPasskey(deps: Deps, editor: EditorCaller): Promise<object> {
  const { generateRegistrationOptions } = await loadServer();
  const known = await selectPasskeysOf(deps.db, editor.id);
  return generateRegistrationOptions({
    rpName: deps.houseName,
    rpID: hostOf(deps),
    userID: new TextEncoder().encode(editor.id),
    userName: editor.address,
    userDisplayName: editor.name || editor.address,
    challenge: makeChallenge(deps),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Keeps the passkey that the browser made. `invalid` for what does not answer a challenge of ours. */
export async function addPasskey(
  deps: Deps,
  editor: EditorCaller,
  response: RegistrationResponseJSON,
  browser: string,
): Promise<void> {
  const { verifyRegistrationResponse } = await loadServer();
  const challenge = challengeIn(deps, response);
  const checked = await verifyRegistrationResponse({
    response,
    ...expectation(deps, challenge.text),
  }).catch(refuse);
  if (!checked.verified || !(await spendChallenge(deps.db, challenge.id))) return refuse();
  const { credential, credentialBackedUp } = checked.registrationInfo;
  await insertPasskey(deps.db, {
    id: credential.id,
    editorId: editor.id,
    publicKey: toBase64Url(credential.publicKey),
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
    isSynced: credentialBackedUp,
    name: browser,
  });
}

/** What a browser answers by any passkey it has for us: nobody need say who they are. Writes nothing. */
export async function askForPasskey(deps: Deps): Promise<object> {
  const { generateAuthenticationOptions } = await loadServer();
  return generateAuthenticationOptions({
    rpID: hostOf(deps),
    challenge: makeChallenge(deps),
    userVerification: 'required',
  });
}

/** The new session's cookie. `invalid`, and no more said, for whatever is wrong with the answer. */
export async function signInByPasskey(
  deps: Deps,
  response: AuthenticationResponseJSON,
  browser: string,
): Promise<{ secret: string; editorId: EditorId }> {
  const { verifyAuthenticationResponse } = await loadServer();
  const challenge = challengeIn(deps, response);
  const passkey = (await findPasskey(deps.db, String(response.id).slice(0, 2000))) ?? refuse();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    ...expectation(deps, challenge.text),
    credential: {
      id: passkey.id,
      publicKey: fromBase64Url(passkey.publicKey) ?? refuse(),
      counter: passkey.counter,
    },
  }).catch(refuse);
  if (!verified) return refuse();
  const editorId = passkey.editorId as EditorId;
  return deps.db.transaction(async (tx) => {
    if (!(await spendChallenge(tx, challenge.id))) return refuse();
    await notePasskeyUse(tx, passkey.id, authenticationInfo.newCounter);
    return { editorId, secret: await startSession(tx, { editorId, browser }) };
  });
}

export function listPasskeys(db: Queryable, editorId: EditorId) {
  return selectPasskeysOf(db, editorId);
}

/** `not_found` for a passkey that is not theirs. */
export async function removePasskey(db: Queryable, editorId: EditorId, id: string): Promise<void> {
  if (await deletePasskey(db, { id, editorId })) return;
  throw new AppError('not_found', 'There is no such passkey.');
}

function hostOf({ publicUrl }: Deps): string {
  return new URL(publicUrl).hostname;
}

/**
 * Signed, so that asking for one writes nothing; its id is written when it is answered, so that nobody
 * answers it twice.
 */
function makeChallenge({ tokens, now }: Deps): Uint8Array<ArrayBuffer> {
  const expiresAt = now.getTime() + challengeMinutes * 60_000;
  const token = tokens.sign({ purpose: 'challenge', id: newId(now), expiresAt });
  return fromBase64Url(token) ?? refuse();
}

/** The challenge that a response says it answers, if we gave it out and it is fresh. */
function challengeIn(
  { tokens, now }: Deps,
  { response }: { response: { clientDataJSON: string } },
): { id: string; text: string } {
  const bytes = fromBase64Url(String(response?.clientDataJSON).slice(0, 4000)) ?? refuse();
  const text = /"challenge":"([\w-]{1,200})"/.exec(new TextDecoder().decode(bytes))?.[1] ?? '';
  const claim = tokens.verify(text);
  if (claim?.purpose !== 'challenge' || claim.expiresAt < now.getTime()) return refuse();
  return { id: claim.id, text };
}

/** The library reads the challenge itself, properly, and holds it against this. */
function expectation(deps: Deps, expectedChallenge: string) {
  return {
    expectedChallenge,
    expectedOrigin: new URL(deps.publicUrl).origin,
    expectedRPID: hostOf(deps),
    requireUserVerification: true,
  };
}

function refuse(): never {
  throw new AppError('invalid', 'This passkey does not open the console.');
}
