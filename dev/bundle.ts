// wrangler's own bundler on its own: the code that `wrangler dev` would run, without running it.

import type * as wrangler from 'wrangler';

export type Wrangler = typeof wrangler;

export interface Bundle {
  /** Where the code would lie: source maps and imports are relative to it. */
  file: string;
  code: string;
}

type DevEnvEvent = Parameters<wrangler.unstable_DevEnv['dispatch']>[0];

/** Bundles what the wrangler.toml names; throws what wrangler found wrong with it. */
export async function bundleWorker({ unstable_DevEnv }: Wrangler, config: string): Promise<Bundle> {
  const { promise, resolve, reject } = Promise.withResolvers<Bundle>();
  /** Of wrangler's four controllers only configuration and bundler work: no runtime, no proxy. */
  class Bundling extends unstable_DevEnv {
    override dispatch(event: DevEnvEvent): void {
      if (event.type === 'configUpdate') this.bundler.onConfigUpdate(event);
      if (event.type === 'bundleComplete') {
        const { path: file, entrypointSource: code } = event.bundle;
        resolve({ file, code });
      }
      if (event.type === 'error') reject(new Error(event.reason, { cause: event.cause }));
    }
  }
  const bundling = new Bundling({ runtimeFactories: [] });
  try {
    // Rejects, too, if the configuration cannot be read: then nothing is ever dispatched.
    await bundling.config.set({ config, dev: { watch: false, logLevel: 'error' } }, true);
    return await promise;
  } finally {
    await bundling.teardown();
  }
}
