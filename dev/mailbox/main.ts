// Runs the mailbox as a program: `node dev/mailbox/main.ts`.

import * as z from 'zod';
import { startMailbox } from './server.ts';

export { startMailbox };

const Environment = z.object({
  MAILBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8788),
  DATA_DIR: z.string().min(1).default('.data'),
  /** Requests per second to Resend; the mailbox grants the same unless told otherwise. */
  RATE: z.coerce.number().min(0).default(5),
  MAILBOX_RATE: z.coerce.number().min(0).optional(),
  MAILBOX: z.enum(['full', 'lean']).default('full'),
  WEBHOOK_URL: z.url().optional(),
  WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
});

if (import.meta.main) await run();

async function run(): Promise<void> {
  const environment = Environment.safeParse(withoutEmpty(process.env));
  if (!environment.success) return fail(z.prettifyError(environment.error));
  const { MAILBOX_PORT, DATA_DIR, RATE, MAILBOX_RATE, MAILBOX, WEBHOOK_URL, WEBHOOK_SECRET } =
    environment.data;
  try {
    const mailbox = await startMailbox({
      port: MAILBOX_PORT,
      dataDir: DATA_DIR,
      rate: MAILBOX_RATE ?? RATE,
      mode: MAILBOX,
      webhookUrl: WEBHOOK_URL ?? null,
      ...(WEBHOOK_SECRET === undefined ? {} : { webhookSecret: WEBHOOK_SECRET }),
    });
    const stop = () => void mailbox.close();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    // Last: whoever waits for this line may stop us at once.
    console.log(`mailbox ${mailbox.url}`);
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    fail(
      isTaken
        ? `Port ${MAILBOX_PORT} is taken. Stop what listens there, or set MAILBOX_PORT.`
        : String(error),
    );
  }
}

function fail(reason: string): void {
  console.error(`mailbox: ${reason}`);
  process.exitCode = 1;
}

/** `RATE=` in a .env file means: not set. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
