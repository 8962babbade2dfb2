// What a suppression is for those who read and write it through the API.

import * as z from 'zod';
import { EmailText, personLine } from '../fields.ts';

export const SuppressionReason = z
  .enum(['bounce', 'complaint', 'manual', 'provider', 'erased'])
  .meta({
    description:
      'bounce and provider: the mail system refuses it; complaint: marked as spam; manual: an editor; erased: the person asked for erasure.',
  });
export type SuppressionReason = z.infer<typeof SuppressionReason>;

export const SuppressionInput = z.strictObject({
  email: EmailText,
  detail: personLine(500).exactOptional(),
});
export type SuppressionInput = z.infer<typeof SuppressionInput>;

export const SuppressionView = z.strictObject({
  id: z.int(),
  /** Null after an erasure: only a keyed hash is left. */
  email: z.string().nullable(),
  reason: SuppressionReason,
  detail: z.string().nullable(),
  source: z
    .string()
    .nullable()
    .meta({ description: 'The webhook event, or the import, that it came from.' }),
  liftable: z.boolean().meta({
    description:
      'True: it can be removed (created by an editor, or by repeated temporary bounces).',
  }),
  createdAt: z.iso.datetime(),
});
export type SuppressionView = z.infer<typeof SuppressionView>;
