// The verb behind every test mail of a digest: who may have one, and as whose copy.

import { type Caller, holdsScope, readersHidden, seesReaders } from '../../access/caller.ts';
import { parseEmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import { readDigest } from '../../digest/store.ts';
import { areTesters } from '../../editing/testers/testers.ts';
import { enqueueEmails } from '../../jobs/enqueue.ts';
import { requestTestMail, type TestMailInput } from '../../transactional/test-mail.ts';
import type { Deps } from '../../wiring.ts';
import { findLookedReader } from './look.ts';

/**
 * Gives the ids of the emails, in the order of the distinct addresses. AppError `forbidden` where the caller may
 * not mail one of them or not see the reader, `invalid` for what is no address and nobody's id.
 */
export async function testDigest(
  deps: Deps,
  caller: Caller | null,
  digest: { id: string; revision?: number | undefined },
  input: TestMailInput,
): Promise<string[]> {
  if (input.subscriber !== undefined && !mayChooseReader(caller)) throw readersHidden();
  await refuseStrangers(deps, caller, input.to);
  await findLookedReader(deps, input.subscriber);
  const { id, revision } = await readDigest(deps.db, digest.id, digest.revision);
  const emails = await requestTestMail(deps.db, { id, revision }, input);
  await enqueueEmails(deps, emails);
  return emails;
}

/** A copy says whose it is: whoever gets one as a reader's must be able to read who the readers are. */
export function mayChooseReader(caller: Caller | null): boolean {
  return caller === null || (holdsScope(caller, 'read') && seesReaders(caller));
}

/** Without the scope `send` nobody mails whom they like, not even a test. */
async function refuseStrangers(
  { db }: Deps,
  caller: Caller | null,
  to: readonly string[],
): Promise<void> {
  if (caller === null || holdsScope(caller, 'send')) return;
  const own = caller.kind === 'editor' ? caller.address : '';
  const addresses = to.map((text) => {
    const parsed = parseEmailAddress(text);
    return parsed.kind === 'ok' ? parsed.address : text;
  });
  if (
    await areTesters(
      db,
      addresses.filter((address) => address !== own),
    )
  )
    return;
  throw new AppError('forbidden', 'Without the scope send a test goes to testers alone.');
}
