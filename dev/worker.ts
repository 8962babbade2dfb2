// The worker in workerd, started through wrangler's own machinery from wrangler.toml.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

export interface WorkerOptions {
  /** Another wrangler.toml than the product's. */
  config?: string;
  port: number;
  /** Opens the inspector there; closed if absent. */
  inspectorPort?: number;
  /** Where wrangler keeps its state and logs. */
  dataDir: string;
  databaseUrl: string;
  /** Overrides of `[vars]`, and the secrets. */
  variables: Record<string, string>;
}

export interface RunningWorker {
  url: string;
  /** Fires the cron trigger: locally nothing else does. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/** Builds and starts the worker on 127.0.0.1; resolves when it answers. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  // Wrangler reads these when it is loaded, so it is imported after they are set.
  process.env.CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_DB = options.databaseUrl;
  process.env.WRANGLER_SEND_METRICS = 'false';
  process.env.WRANGLER_LOG_PATH = path.join(options.dataDir, 'wrangler');
  process.env.WRANGLER_REGISTRY_PATH = path.join(options.dataDir, 'wrangler', 'registry');
  process.env.CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV = 'false';
  process.env.WRANGLER_LOG ??= 'error';
  const { unstable_startWorker } = await import('wrangler');

  const worker = await unstable_startWorker({
    config: options.config ?? path.join(projectRoot, 'wrangler.toml'),
    bindings: Object.fromEntries(
      Object.entries(options.variables).map(([name, value]) => [
        name,
        { type: 'plain_text' as const, value },
      ]),
    ),
    dev: {
      server: { hostname: '127.0.0.1', port: options.port },
      inspector:
        options.inspectorPort === undefined
          ? false
          : { hostname: '127.0.0.1', port: options.inspectorPort },
      persist: path.join(options.dataDir, 'worker'),
      watch: false,
      liveReload: false,
      logLevel: 'error',
    },
  });
  await within(60_000, worker.ready);
  return {
    url: `http://localhost:${options.port}`,
    async tick() {
      // wrangler 4.164's own `scheduled()` looks in the wrong process; its HTTP door works.
      const answer = await fetch(
        `http://127.0.0.1:${options.port}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`,
      );
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    stop: () => worker.dispose(),
  };
}

/** A worker that does not build never becomes ready; wrangler has printed why. */
async function within(ms: number, ready: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const reason = `The worker did not start within ${ms / 1000} s; see the errors above.`;
    timer = setTimeout(() => reject(new Error(reason)), ms);
  });
  await Promise.race([ready, late]);
  clearTimeout(timer);
}
