// A call besides the mail, at the account's rate.

import type { Database } from '../db/client.ts';
import type { ApiAnswer, ResendApi } from './api.ts';
import { slowDown, waitForSlot } from './pace.ts';

export interface ApiDeps {
  db: Database;
  api: ResendApi;
}

const tries = 3;

/** A call besides the mail, in a slot of its own: it counts against the same rate. */
export async function pacedCall<T>(
  db: Database,
  call: () => Promise<ApiAnswer<T>>,
): Promise<ApiAnswer<T>> {
  let answer: ApiAnswer<T> = { kind: 'rate_limited', afterSeconds: 1 };
  for (let i = 0; i < tries && answer.kind === 'rate_limited'; i++) {
    if (!(await waitForSlot(db))) break;
    answer = await call();
    if (answer.kind === 'rate_limited') await slowDown(db, answer.afterSeconds, null);
  }
  return answer;
}
