// A mail as it is stored with its send: rendered once, for any number of readers.

import * as z from 'zod';
import { Slot } from './slots.ts';

/** Plain JSON. Another layout gets another version, and is read beside this one. */
const FirstVersion = z.object({
  version: z.literal(1),
  subject: z.string(),
  /** Where its view-in-browser links lead. */
  digestUrl: z.string(),
  /** SHA-256 (hex) of segments and slots: equal mails have equal hashes. */
  hash: z.string(),
  /** UTF-8 size of one reader's HTML and text, with links of usual length. */
  htmlBytes: z.number(),
  textBytes: z.number(),
  /** JSON text of one message of `POST /emails/batch`, cut at its slots: one more than `slots`. */
  segments: z.array(z.string()),
  slots: z.array(Slot),
});

export const FrozenMail = z.discriminatedUnion('version', [FirstVersion]);
export type FrozenMail = z.infer<typeof FrozenMail>;
