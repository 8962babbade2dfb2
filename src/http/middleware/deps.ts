// Opens what a request needs when it first asks, and closes it after the answer.

import { createMiddleware } from 'hono/factory';
import { describe, log } from '../../log.ts';
import type { Deps } from '../../wiring.ts';
import type { AppContext, AppEnv, OpenDeps } from '../context.ts';

/**
 * One set of dependencies per request: workerd lets no request use another's socket. They close
 * once the answer is made and all held work has settled.
 */
export function provideDeps(openDeps: OpenDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    let deps: Deps | undefined;
    const held: Promise<unknown>[] = [];
    c.set('deps', () => {
      deps ??= openDeps(c.env);
      return deps;
    });
    c.set('hold', (work) => {
      held.push(work);
    });
    await next();
    const close = async () => {
      await Promise.allSettled(held);
      await deps?.close();
    };
    const closing = held.length > 0 ? close() : deps?.close();
    // Nothing was opened: nothing has to outlive the answer.
    if (!closing) return;
    outlive(
      c,
      closing.catch((error: unknown) =>
        log('closing the database failed', { error: describe(error) }),
      ),
    );
  });
}

/** Lets work go on after the answer: by `waitUntil` in a worker, by itself elsewhere. */
function outlive(c: AppContext, work: Promise<unknown>): void {
  try {
    c.executionCtx.waitUntil(work);
  } catch {
    // Hono throws where there is no execution context: Node keeps running anyway.
  }
}
