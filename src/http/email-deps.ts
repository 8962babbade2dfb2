// Dependencies for verbs that write a transactional email: with the way to its queue.

import type { EmailDeps } from '../audience/deps.ts';
import { type Deps, ringLetters } from '../wiring.ts';

export function emailDeps(deps: Deps): Deps & EmailDeps {
  return { ...deps, enqueueEmail: (emailId) => ringLetters(deps, [emailId]) };
}
