// Writes into the audit log what was just done, with where it came from.

import { type Act, writeAct } from '../../access/audit/audit.ts';
import { describeBrowser } from '../../access/sessions/browser.ts';
import { describe, log } from '../../log.ts';
import type { AppContext } from '../context.ts';
import { coarsen, readNetwork } from './network.ts';

/**
 * For an act that has succeeded. If it cannot be written, the log of the worker says so: what was done must
 * not be answered as if it had failed.
 */
export async function noteAct(
  c: AppContext,
  act: Pick<Act, 'by' | 'action' | 'target'>,
): Promise<void> {
  const { db, clock } = c.var.deps();
  const from = {
    network: coarsen(readNetwork(c)),
    browser: describeBrowser(c.req.header('user-agent')),
  };
  try {
    await writeAct(db, { ...act, ...from }, clock());
  } catch (error) {
    const { by, action, target } = act;
    log('an act was not noted', { by: by.id, action, target, error: describe(error) });
  }
}
