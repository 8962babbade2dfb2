// What was done in the console, noted under the name of the operation that does the same.

import type { Act } from '../../access/audit/audit.ts';
import type { AppContext } from '../context.ts';
import type { Operation } from '../endpoint/describe.ts';
import { nameOperation } from '../endpoint/openapi.ts';
import { noteAct } from '../middleware/note-act.ts';

/** `target`: a path of the API, of what was made or changed. */
export function noteAs(
  c: AppContext,
  by: Act['by'],
  method: Operation['method'],
  path: string,
  target: string,
): Promise<void> {
  return noteAct(c, { by, action: nameOperation({ method, path }), target });
}

/** What needs a browser, or a link from a mail: no operation of the API does it. */
type BrowserAct =
  | 'signIn'
  | 'endSession'
  | 'endSessions'
  | 'addPasskey'
  | 'removePasskey'
  | 'answerApproval'
  | 'turnInboxDoor';

/** An act without an operation; its name is its own. */
export function noteBrowserAct(
  c: AppContext,
  by: Act['by'],
  action: BrowserAct,
  target: string,
): Promise<void> {
  return noteAct(c, { by, action, target });
}
