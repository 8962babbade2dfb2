// What every route finds in Hono's context.

import type { Context } from 'hono';
import type { Deps } from '../wiring.ts';

export interface AppEnv {
  Bindings: object;
  Variables: {
    /** Also in the answer's `x-request-id` and in every problem. */
    requestId: string;
    /** The request's dependencies, opened by the first call. */
    deps: () => Deps;
    /** Keeps the dependencies open until `work` settles: for bodies that are still streaming. */
    hold: (work: Promise<unknown>) => void;
  };
}

export type AppContext = Context<AppEnv>;

/** Makes the dependencies of one request from the worker's bindings. */
export type OpenDeps = (bindings: object) => Deps;
