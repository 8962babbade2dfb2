// Dependencies for verbs that write a transactional email: with the way to its queue.

import type { EmailDeps } from '../audience/deps.ts';
import { enqueueEmails } from '../jobs/enqueue.ts';
import type { Deps } from '../wiring.ts';

export function emailDeps(deps: Deps): Deps & EmailDeps {
  return { ...deps, enqueueEmail: (emailId) => enqueueEmails(deps, [emailId]) };
}
