// What `npm start` reads from its environment.

import path from 'node:path';
import * as z from 'zod';
import { type EmailAddress, parseEmailAddress } from '../src/base/email-address.ts';
import { TimeZone } from '../src/base/time-zone.ts';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

/** Checked by the worker, and only passed on. */
const modelNames = [
  'EMBEDDINGS_URL',
  'EMBEDDINGS_NAME',
  'EMBEDDINGS_KEY',
  'MODEL_URL',
  'MODEL_NAME',
  'MODEL_KEY',
  'MODEL_PRICE_IN',
  'MODEL_PRICE_OUT',
  'MODEL_SECONDS',
  'MODEL_MAX_TOKENS',
  'MODEL_MAX_COST',
  'VERIFIER_URL',
  'VERIFIER_NAME',
  'VERIFIER_KEY',
  'VERIFIER_PRICE_IN',
  'VERIFIER_PRICE_OUT',
] as const;
const ofModels = Object.fromEntries(
  modelNames.map((name) => [name, z.string().optional()]),
) as Record<(typeof modelNames)[number], z.ZodOptional<z.ZodString>>;

const Variables = z
  .object({
    PORT: port(8787),
    MAILBOX_PORT: port(8788),
    DATA_DIR: z.string().default('.data'),
    DATABASE_URL: z.string().optional(),
    DATABASE_PREPARE: z.enum(['on', 'off']).optional(),
    STATEMENT_SECONDS: z.coerce.number().min(0.1).max(600).transform(String).optional(),
    LANE_CONNECTIONS: z.coerce.number().int().min(1).max(20).transform(String).optional(),
    SAMPLE: z.enum(['on', 'off']).default('on'),
    /** Who is the first editor: a link for them is printed. */
    OWNER: z
      .string()
      .default('owner@example.com')
      .transform((text, check) => {
        const parsed = parseEmailAddress(text);
        if (parsed.kind === 'ok') return parsed.address;
        check.addIssue({ code: 'custom', message: parsed.message });
        return z.NEVER;
      }),
    API_KEY: z.string().min(3).max(200).default('dev'),
    /** Requests per second to Resend. */
    RATE: z.coerce.number().positive().max(1000).default(5),
    MAILBOX_RATE: z.coerce.number().min(0).optional(),
    MAILBOX: z.enum(['full', 'lean']).default('full'),
    PUBLIC_URL: z.url().optional(),
    RESEND_API_KEY: z.string().optional(),
    RESEND_WEBHOOK_SECRET: z.string().optional(),
    FROM: z.string().optional(),
    REPLY_TO: z.string().optional(),
    INBOUND_ADDRESS: z.string().optional(),
    SENDER_NAME: z.string().optional(),
    SENDER_ADDRESS: z.string().optional(),
    TIMEZONE: TimeZone.default('Asia/Tokyo'),
    DELIVERY: z.enum(['html', 'template']).default('html'),
    SENDING: z.enum(['on', 'off']).default('on'),
    HOLD: z.coerce.number().int().min(0).max(3600).default(20),
    ALLOW_SOURCES: z.string().optional(),
    ...ofModels,
  })
  .refine(({ PORT, MAILBOX_PORT }) => PORT !== MAILBOX_PORT, {
    path: ['MAILBOX_PORT'],
    error: 'The mailbox cannot share the port of the worker: choose another than PORT',
  })
  .refine((variables) => variables.RESEND_API_KEY === undefined || variables.FROM !== undefined, {
    path: ['FROM'],
    error: 'With RESEND_API_KEY mail really goes out: say the sender in FROM',
  });

export interface Settings {
  port: number;
  dataDir: string;
  databaseUrl: string | null;
  apiKey: string;
  /** The editor whose sign-in link is printed. */
  owner: EmailAddress;
  sample: boolean;
  /** Null when mail really goes out through Resend. */
  mailbox: { port: number; rate: number; mode: 'full' | 'lean' } | null;
  /** For the worker. */
  variables: Record<string, string>;
}

/** Throws one error that names each wrong variable. An empty variable counts as unset. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const result = Variables.safeParse(Object.fromEntries(given));
  if (!result.success) throw new Error(z.prettifyError(result.error));
  const read = result.data;
  const isReal = read.RESEND_API_KEY !== undefined;
  const optional = {
    RESEND_WEBHOOK_SECRET: isReal ? read.RESEND_WEBHOOK_SECRET : undefined,
    DATABASE_PREPARE: read.DATABASE_PREPARE,
    STATEMENT_SECONDS: read.STATEMENT_SECONDS,
    LANE_CONNECTIONS: read.LANE_CONNECTIONS,
    ALLOW_SOURCES: read.ALLOW_SOURCES,
    ...Object.fromEntries(modelNames.map((name) => [name, read[name]])),
    REPLY_TO: read.REPLY_TO,
    INBOUND_ADDRESS:
      read.INBOUND_ADDRESS ?? (isReal ? undefined : 'leave@in.chrysanthemum.example'),
  };
  return {
    port: read.PORT,
    dataDir: path.resolve(read.DATA_DIR),
    databaseUrl: read.DATABASE_URL ?? null,
    apiKey: read.API_KEY,
    owner: read.OWNER,
    sample: read.SAMPLE === 'on' && !isReal,
    mailbox: isReal
      ? null
      : { port: read.MAILBOX_PORT, rate: read.MAILBOX_RATE ?? read.RATE, mode: read.MAILBOX },
    variables: {
      ENVIRONMENT: 'development',
      PUBLIC_URL: read.PUBLIC_URL ?? `http://localhost:${read.PORT}`,
      RESEND_API_KEY: read.RESEND_API_KEY ?? 're_mailbox',
      RESEND_BASE_URL: isReal ? '' : `http://127.0.0.1:${read.MAILBOX_PORT}`,
      FROM: read.FROM ?? 'digest@chrysanthemum.example',
      SENDER_NAME: read.SENDER_NAME ?? (isReal ? '' : 'Chrysanthemum Digest'),
      SENDER_ADDRESS: read.SENDER_ADDRESS ?? (isReal ? '' : '見本県見本市菊町一丁目二番三号'),
      TIMEZONE: read.TIMEZONE,
      DELIVERY: read.DELIVERY,
      SENDING: read.SENDING,
      HOLD: String(read.HOLD),
      RATE: String(read.RATE),
      ...Object.fromEntries(
        Object.entries(optional).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      ),
    },
  };
}
