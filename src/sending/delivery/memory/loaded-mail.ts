// The frozen mail of a send in memory, and the bytes of its calls.

import type { TokenRing } from '../../../base/token.ts';
import type { Database } from '../../../db/client.ts';
import { referToTemplate } from '../../../render/hosted.ts';
import {
  type CompiledMail,
  compileMail,
  estimateMessage,
  type PersonalValues,
  personaliseBatch,
} from '../../../render/personalise.ts';
import { personalValues } from '../../../render/recipient.ts';
import type { FrozenSend } from '../../frozen-send.ts';
import { batchSize } from '../../planning/freeze-queries.ts';
import { readFrozenSend } from '../../send-queries.ts';
import type { ClaimedBatch } from '../batch-queries.ts';
import { bodyRoom } from './body-room.ts';
import { createLaneMemory, type LaneMemory } from './lane-memory.ts';

/** A frozen mail, ready to be written for any batch of its send. */
export interface LoadedMail {
  /** With its html. */
  readonly compiled: CompiledMail;
  /** The message that refers to the hosted template; null if the send never had one. */
  readonly hosted: CompiledMail | null;
  readonly frozen: FrozenSend;
  /** Of all lanes of this isolate that work the send. */
  readonly memory: LaneMemory;
}

/** Frozen mails never change, so an isolate keeps the last few: bytes only, no I/O objects. */
const loadedMails = new Map<string, LoadedMail>();
const loadedMailsKept = 8;

/** The mail of a send; null before it is planned. */
export async function loadMail(db: Database, sendId: string): Promise<LoadedMail | null> {
  const known = loadedMails.get(sendId);
  if (known) return known;
  const frozen = await readFrozenSend(db, sendId);
  if (!frozen) return null;
  const templateId = frozen.hostedTemplateId;
  const loaded = {
    compiled: compileMail(frozen.mail),
    hosted: templateId === null ? null : compileMail(referToTemplate(frozen.mail, templateId)),
    frozen,
    memory: createLaneMemory(),
  };
  loadedMails.set(sendId, loaded);
  const eldest = loadedMails.keys().next().value;
  if (loadedMails.size > loadedMailsKept && eldest !== undefined) loadedMails.delete(eldest);
  return loaded;
}

/**
 * About how many bytes the call of a whole batch takes: asked before a batch is claimed, when nobody
 * knows yet whether it will refer to the template.
 */
export function estimateBody({ compiled }: LoadedMail): number {
  return batchSize * estimateMessage(compiled);
}

/** The bytes of a batch's call, written over a spare body if there is one. */
export function writeBody(
  mail: LoadedMail,
  tokens: TokenRing,
  sendId: string,
  batch: ClaimedBatch,
): Uint8Array<ArrayBuffer> {
  const compiled = batch.hosted ? hostedMail(mail) : mail.compiled;
  const values = valuesOf(tokens, sendId, mail.frozen, batch);
  return personaliseBatch(compiled, values, (bytes) => bodyRoom.reuse(bytes));
}

function hostedMail({ hosted }: LoadedMail): CompiledMail {
  if (!hosted) throw new Error('A batch refers to a template that its send does not have');
  return hosted;
}

/** The values of every mail of a batch: made from frozen inputs only, so that a replay repeats them. */
function valuesOf(
  tokens: TokenRing,
  sendId: string,
  frozen: FrozenSend,
  batch: ClaimedBatch,
): PersonalValues[] {
  const list = frozen.lists.find((candidate) => candidate.id === batch.listId);
  if (!list) throw new Error(`Batch ${batch.n} is for a list that was not frozen`);
  const ring = frozen.signedWith ? tokens.signingWith(frozen.signedWith) : tokens;
  const context = { ring, publicUrl: frozen.publicUrl, send: sendId, batch: batch.n };
  return batch.subscriberIds.map((subscriber, i) => {
    const email = batch.emails[i];
    if (!email) throw new Error(`Batch ${batch.n} has a recipient without an address`);
    return personalValues(
      { subscriber, email, list: list.id, listSlug: list.slug, listName: list.name },
      context,
    );
  });
}
