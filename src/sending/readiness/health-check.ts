// One line of what is well and what is not: for `GET /api/health`, for pages, for the doctor.

import * as z from 'zod';
import { DomainRecord } from '../../resend/account.ts';

export const HealthCheck = z.object({
  id: z.string().meta({
    description: 'What was looked at, such as `from_domain`. More come with time',
    examples: ['from_domain', 'webhook', 'account'],
  }),
  status: z.enum(['ok', 'warning', 'error', 'unknown']).meta({
    description:
      '`error`: mail cannot go out, or what becomes of it is lost. `unknown`: nobody could tell just now, or from here',
  }),
  detail: z.string().meta({ description: 'What was found, for people' }),
  help: z.string().nullable().meta({ description: 'What to do about it; null if nothing' }),
  records: z
    .array(DomainRecord)
    .optional()
    .meta({ description: 'Of `from_domain`: the DNS records that Resend wants to see' }),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/** What a look found, before it has a name. */
export type Finding = Omit<HealthCheck, 'id'>;

export const well = (detail: string): Finding => ({ status: 'ok', detail, help: null });

export const bad = (
  status: 'warning' | 'error' | 'unknown',
  detail: string,
  help: string,
): Finding => ({ status, detail, help });
