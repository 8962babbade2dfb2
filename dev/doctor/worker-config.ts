// What wrangler.toml says of the deployment, as far as the doctor looks at it.

import * as z from 'zod';

const text = z.string().default('');
const WorkerConfig = z.object({
  configPath: text,
  workers_dev: z.boolean().optional(),
  preview_urls: z.boolean().optional(),
  routes: z.array(z.unknown()).default([]),
  limits: z.object({ cpu_ms: z.number().optional() }).optional(),
  hyperdrive: z.array(z.object({ binding: z.string(), id: text })).default([]),
  vars: z.object({ PUBLIC_URL: text, FROM: text, INBOUND_ADDRESS: text, SENDER_ADDRESS: text }),
});
export type WorkerConfig = z.infer<typeof WorkerConfig>;

/** Reads it as wrangler does; throws what wrangler found wrong. */
export async function readWorkerConfig(file: string): Promise<WorkerConfig> {
  process.env.WRANGLER_LOG ??= 'error';
  const { unstable_readConfig } = await import('wrangler');
  return WorkerConfig.parse({ ...unstable_readConfig({ config: file }), configPath: file });
}

/** The Hyperdrive of the binding DB; null before one was made. */
export function hyperdriveId({ hyperdrive }: WorkerConfig): string | null {
  const id = hyperdrive.find(({ binding }) => binding === 'DB')?.id ?? '';
  return /^0*$/.test(id) ? null : id;
}
