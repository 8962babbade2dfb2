// The worker in workerd: bundled by wrangler from wrangler.toml, run by wrangler's own Miniflare.

import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, bundleWorker, type Wrangler } from './bundle.ts';
import { openWeb } from './open-web.ts';

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
  /** Who stands in for Workers AI, which runs nowhere but at Cloudflare: bound as `AI`. */
  workersAi?: URL;
  /** Overrides of `[vars]`, and the secrets. */
  variables: Record<string, string>;
}

export interface RunningWorker {
  /** Through what stands for Cloudflare locally: client address, static assets, cron trigger. */
  url: string;
  /** Straight to the worker: what Cloudflare does before it takes five times as long here. */
  directUrl: string;
  /** Where the inspector speaks of this worker; empty if it is closed. */
  inspectorUrl: string;
  /** Fires the cron trigger, which locally nothing else does; `cron` in place of the schedule. */
  tick(cron?: string): Promise<void>;
  stop(): Promise<void>;
}

/** Miniflare's door to the cron trigger; `cron` says what called. */
const tickPathOf = (cron: string) => `/cdn-cgi/local/scheduled?cron=${encodeURIComponent(cron)}`;
const everyMinute = '* * * * *';
export const tickPath = tickPathOf(everyMinute);

/** The binding as workerd has it; what it would ask Cloudflare, it asks there. The brand is Miniflare's, of a URL. */
function bindAi(url: URL) {
  const there = url as URL & { __brand: 'RemoteProxyConnectionString' };
  return { binding: 'AI', remoteProxyConnectionString: there };
}

/** Builds and starts the worker on 127.0.0.1; resolves when it answers. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  // Wrangler reads these when it is loaded, so it is imported after they are set.
  process.env.WRANGLER_SEND_METRICS = 'false';
  process.env.WRANGLER_LOG_PATH = path.join(options.dataDir, 'wrangler');
  process.env.WRANGLER_REGISTRY_PATH = path.join(options.dataDir, 'wrangler', 'registry');
  process.env.CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV = 'false';
  process.env.WRANGLER_LOG ??= 'error';
  const wrangler: Wrangler = await import('wrangler');

  const config = options.config ?? path.join(projectRoot, 'wrangler.toml');
  const bundle = await bundleWorker(wrangler, config);
  const { Miniflare, convertV4MiniflareOptions, Log, LogLevel } = loadMiniflare();
  const { modulesRules: _rules, ...bound } =
    wrangler.unstable_getMiniflareWorkerOptions(config).workerOptions;
  const name = 'worker';
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: options.port,
      ...(options.inspectorPort === undefined ? {} : { inspectorPort: options.inspectorPort }),
      log: new Log(LogLevel.ERROR),
      logRequests: false,
      handleStructuredLogs: showErrors,
      unsafeTriggerHandlers: true,
      // Else it asks Cloudflare where we are.
      cf: false,
      resourcePersistencePath: path.join(options.dataDir, 'worker'),
      workers: [
        {
          ...bound,
          name,
          ...withDirectSocket(bundle),
          bindings: { ...Object(bound.bindings), ...options.variables },
          hyperdrives: { DB: options.databaseUrl },
          ...(options.workersAi ? { ai: bindAi(options.workersAi) } : {}),
          serviceBindings: { ...Object(bound.serviceBindings), OPEN_WEB: openWeb },
        },
      ],
    }),
  );
  await runtime.ready;
  const direct = await runtime.unsafeGetDirectURL(name, 'direct');
  const inspector = options.inspectorPort === undefined ? '' : await runtime.getInspectorURL();
  return {
    url: `http://localhost:${options.port}`,
    directUrl: direct.origin,
    inspectorUrl: inspector && new URL(`/core:user:${name}`, inspector).href,
    async tick(cron = everyMinute) {
      const answer = await fetch(`http://127.0.0.1:${options.port}${tickPathOf(cron)}`);
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    stop: () => runtime.dispose(),
  };
}

/** The copy that belongs to wrangler: its workerd is the one wrangler was tested with. */
function loadMiniflare(): typeof import('miniflare') {
  const ours = createRequire(import.meta.url);
  return createRequire(ours.resolve('wrangler'))('miniflare');
}

/**
 * Miniflare puts its asset router before every worker that has assets, but not before a named
 * entrypoint: so the worker is exported by a name, too.
 */
function withDirectSocket({ file, code }: Bundle) {
  const modulesRoot = path.dirname(file);
  const bundle = `./${path.basename(file)}`;
  const named = [
    `import worker from '${bundle}';`,
    `export * from '${bundle}';`,
    'export { worker as default, worker as direct };',
  ].join('\n');
  return {
    modulesRoot,
    modules: [
      { type: 'ESModule' as const, path: path.join(modulesRoot, 'named.js'), contents: named },
      { type: 'ESModule' as const, path: file, contents: code },
    ],
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0, entrypoint: 'direct' }],
  };
}

/** Of what the worker logs, what is wrong; all of it with WRANGLER_LOG=debug. */
function showErrors({ level, message }: { level: string; message: string }): void {
  if (level === 'error') console.error(message);
  else if (process.env.WRANGLER_LOG === 'debug') console.log(message);
}
