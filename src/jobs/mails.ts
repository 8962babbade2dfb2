// Mail to the inbox: Resend hands it over, and the room of the inbox takes what it needs of it.

import { describe, log } from '../log.ts';
import { type MailAnswer, takeMail } from '../proposals/inbox/take-mail.ts';
import type { ApiAnswer, ReceivedEmail } from '../resend/api.ts';
import { ensurePace } from '../resend/pace-queries.ts';
import { pacedCall } from '../resend/paced-call.ts';
import type { Deps } from '../wiring.ts';
import { MailMessage } from './messages.ts';
import { backoffs, type QueueMessage, retryLater } from './queue-message.ts';

/** The message as a mail to the inbox; null if it is another kind. */
export function readMailJob(message: QueueMessage): MailMessage | null {
  return MailMessage.safeParse(message.body).data ?? null;
}

/** The mail stands nowhere but with Resend and in its message: tried until it is read or given up. */
export async function workMail(
  deps: Deps,
  message: QueueMessage,
  { at, ...mail }: MailMessage,
): Promise<void> {
  const { db, env, resendApi } = deps;
  const seconds = (deps.clock().getTime() - Date.parse(at)) / 1000;
  const readMail = async (id: string) => {
    // The first call of a deployment may be this one.
    await ensurePace(db, env.RATE);
    return understand(await pacedCall(db, () => resendApi.readReceived(id)), seconds);
  };
  try {
    const end = await takeMail({ db, readMail, ownUrl: env.PUBLIC_URL }, mail);
    if (end === 'done') return message.ack();
  } catch (error) {
    log('mail failed', { attempts: message.attempts, error: describe(error) });
  }
  retryLater(message, backoffs.event);
}

/** Long enough for a mail to be told of before it can be read. */
const refusedSeconds = 600;
/** Resend is down for longer? Then the mail is written again. */
const silentSeconds = 2 * 86_400;

function understand(answer: ApiAnswer<ReceivedEmail>, seconds: number): MailAnswer {
  switch (answer.kind) {
    case 'ok': {
      const { from, subject, text, html, headers } = answer.value;
      const words = { subject: subject ?? '', text: text ?? '', html: html ?? '' };
      return {
        kind: 'mail',
        mail: { from, ...words, authentication: readVerdicts(headers ?? {}) },
      };
    }
    case 'refused':
      return { kind: seconds < refusedSeconds ? 'later' : 'never' };
    case 'no_answer':
      return { kind: answer.isTooLong || seconds >= silentSeconds ? 'never' : 'later' };
    case 'rate_limited':
      return { kind: 'later' };
  }
}

/** Every header of this name, as one text. */
function readVerdicts(headers: Record<string, unknown>): string {
  const own = Object.entries(headers).filter(
    ([name]) => name.toLowerCase() === 'authentication-results',
  );
  return own.length === 0 ? '' : JSON.stringify(own);
}
