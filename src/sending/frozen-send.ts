// What a send keeps of its mail from the moment it was planned.

import type { FrozenMail } from '../render/mail.tsx';
import type { ListFacts } from './send-queries.ts';
import type { FrozenWarmUp } from './warm-up/ladder.ts';

/** Everything that goes into the bytes of a mail, so that a replay repeats them. */
export interface FrozenSend {
  mail: FrozenMail;
  publicUrl: string;
  lists: ListFacts[];
  /** Of which edition of the send; absent in sends of before there were any. */
  edition?: number;
  /** Absent: its days have no cap. */
  warmUp?: FrozenWarmUp;
  /** Name of the key that signs its links (`TokenRing`): a rotation must not change a replay. */
  signedWith?: string;
  /** Resend's id of the hosted template; null if every batch carries its html. */
  hostedTemplateId: string | null;
}
