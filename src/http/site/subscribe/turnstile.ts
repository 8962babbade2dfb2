// Cloudflare Turnstile: asks the visitor's browser for a sign of life before an email is written.

import * as z from 'zod';
import type { Env } from '../../../env.ts';
import { describe, log } from '../../../log.ts';

/** The field that the widget puts into its form. */
export const turnstileField = 'cf-turnstile-response';
const timeoutMs = 5_000;
const Answer = z.object({ success: z.boolean() });

export function usesTurnstile(env: Env): boolean {
  return env.TURNSTILE_SITE_KEY !== '';
}

/**
 * True if the widget's answer is good, each only once (developers.cloudflare.com/turnstile). The
 * visitor's address is not passed on. No verdict is a refusal: the visitor can try again.
 */
export async function passesTurnstile(env: Env, response: string | null): Promise<boolean> {
  if (response === null || response.length > 2048) return false;
  try {
    const answer = await fetch(env.TURNSTILE_VERIFY_URL, {
      method: 'POST',
      body: new URLSearchParams({ secret: env.TURNSTILE_SECRET, response }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const verdict = Answer.safeParse(await answer.json());
    return verdict.success && verdict.data.success;
  } catch (error) {
    log('Turnstile gave no verdict', { error: describe(error) });
    return false;
  }
}
