// Do readers' links lead here? PUBLIC_URL is asked for its own `/health`, by way of the open web.

import * as z from 'zod';
import { parseJson } from '../../base/json.ts';
import { type Dial, isOpenWeb } from '../../digest/checks/open-web.ts';
import { bad, type Finding, well } from './health-check.ts';

const patienceMs = 5000;

/** What `/health?proof=1` answers; `signingKey` names the key of its links. */
const Proof = z.object({ status: z.literal('ok'), signingKey: z.string() });

/** Another worker of ours with other keys is as wrong there as a stranger: no link of ours would open. */
export async function lookAtPublicUrl(
  dial: Dial,
  publicUrl: string,
  keyName: string,
  isProduction: boolean,
): Promise<Finding> {
  if (!isOpenWeb(publicUrl)) {
    const detail = `PUBLIC_URL is ${publicUrl}, which nobody else can reach.`;
    const help = 'Set PUBLIC_URL to the https address of this worker.';
    return bad(isProduction ? 'error' : 'unknown', detail, help);
  }
  const help = `Lead ${publicUrl} to this worker (\`routes\` in wrangler.toml), with no firewall, login or redirect before it: every link in a mail, leaving among them, starts there.`;
  const wrong = (what: string) => bad('error', `${publicUrl}/health ${what}.`, help);
  try {
    const answer = await dial(`${publicUrl}/health?proof=1`, {
      headers: { accept: 'application/json' },
      // Followed by browsers, and by no mail program that leaves with one click (RFC 8058).
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await answer.text();
    const { status } = answer;
    if (status >= 300 && status < 400) return wrong(`leads elsewhere (${status})`);
    const proof = Proof.safeParse(parseJson(text));
    if (status !== 200 || !proof.success) return wrong(`is answered by something else (${status})`);
    if (proof.data.signingKey !== keyName) {
      return wrong('is answered by a worker with other SIGNING_KEYS');
    }
    return well(`${publicUrl} leads to this worker.`);
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return wrong(isLate ? `did not answer in ${patienceMs / 1000} s` : 'does not answer');
  }
}
