// A person's right to know what is held, and to be forgotten.

import { AppError } from '../../base/errors.ts';
import type { AudienceDeps } from '../deps.ts';
import { lockSubscriber } from '../queries.ts';
import {
  deletePerson,
  selectAnswersNaming,
  selectConsents,
  selectDeliveriesOf,
  selectEmailsOf,
  selectEventsOf,
  selectFormerAddresses,
  selectNumbers,
  selectRejectionsOf,
  selectSuppressionsOf,
  selectWelcomesOf,
} from './erasure-queries.ts';
import type { PersonalData } from './person-data.ts';
import { readSubscriber } from './read.ts';

type ErasureDeps = Pick<AudienceDeps, 'db' | 'tokens'>;

/** Every row of every table about the person; AppError `not_found`. */
export async function readPersonalData(deps: ErasureDeps, id: number): Promise<PersonalData> {
  const { db, tokens } = deps;
  const subscriber = await readSubscriber(db, id);
  const { email } = subscriber;
  const numbers = await selectNumbers(db, id);
  const deliveries = await selectDeliveriesOf(db, numbers);
  const former = await selectFormerAddresses(db, numbers);
  const addresses = [email, ...former.map((one) => one.email)];
  return {
    subscriber,
    consents: (await selectConsents(db, id)).map((row) => ({ ...row, at: row.at.toISOString() })),
    emails: (await selectEmailsOf(db, id, email)).map((row) => ({
      kind: row.kind,
      address: row.address,
      network: row.network,
      state: row.state,
      createdAt: row.createdAt.toISOString(),
      usedAt: row.usedAt?.toISOString() ?? null,
    })),
    welcomes: (await selectWelcomesOf(db, id)).map((row) => ({
      digestId: row.digestId,
      at: row.at.toISOString(),
    })),
    deliveries: deliveries.map(({ delivery: { sendId, subscriberId: _, ...times } }) => ({
      sendId,
      happened: Object.fromEntries(
        Object.entries(times).flatMap(([name, at]) => (at ? [[name, at.toISOString()]] : [])),
      ),
    })),
    events: (await selectEventsOf(db, numbers)).map((row) => ({
      ...row,
      at: row.at.toISOString(),
    })),
    formerAddresses: former.map((row) => ({
      email: row.email,
      changedAt: row.changedAt.toISOString(),
    })),
    suppressions: (await selectSuppressionsOf(db, email, tokens.hashAddress(email))).map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
    })),
    importRejections: await selectRejectionsOf(db, addresses),
    keptAnswers: (await selectAnswersNaming(db, addresses)).map((row) => ({
      operation: row.operation,
      at: row.at.toISOString(),
    })),
  };
}

/**
 * Erases the person. Only a keyed hash of the address stays, so that nobody comes back by import,
 * and for 25 hours the address itself, for mail that is being handed over. AppError `not_found`.
 */
export async function eraseSubscriber(deps: ErasureDeps, id: number): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const subscriber = await lockSubscriber(tx, id);
    if (!subscriber) throw new AppError('not_found', 'There is no subscriber with this id.');
    const addressHash = deps.tokens.hashAddress(subscriber.email);
    await deletePerson(tx, { id, email: subscriber.email, addressHash });
  });
}
