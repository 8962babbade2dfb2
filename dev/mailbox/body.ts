// Reads request bodies into buffers that are used again, so that 3 MB batches cost no allocation.

import type { IncomingMessage } from 'node:http';

export interface Body {
  bytes: Buffer;
  /** Gives the buffer back; `bytes` must not be looked at afterwards. */
  release(): void;
}

const maxBytes = 40 * 1024 * 1024;
const pooledBytes = 8 * 1024 * 1024;
const poolSize = 8;
const pool: Buffer[] = [];

/** The whole body, or null if it is larger than 40 MB (what is left of it is read and dropped). */
export async function readBody(request: IncomingMessage): Promise<Body | null> {
  const stated = Number(request.headers['content-length'] ?? Number.NaN);
  const isPooled = stated <= pooledBytes && stated > 65_536;
  let buffer = isPooled ? (pool.pop() ?? Buffer.allocUnsafeSlow(pooledBytes)) : null;
  if (buffer === null)
    buffer = Buffer.allocUnsafe(Number.isNaN(stated) ? 65_536 : Math.min(stated, maxBytes));
  let size = 0;
  for await (const chunk of request) {
    const bytes = asBuffer(chunk);
    if (size + bytes.length > maxBytes) {
      size = maxBytes + 1;
      continue;
    }
    if (size + bytes.length > buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(size + bytes.length, buffer.length * 2));
      buffer.copy(grown, 0, 0, size);
      buffer = grown;
    }
    bytes.copy(buffer, size);
    size += bytes.length;
  }
  if (size > maxBytes) return null;
  const kept = buffer;
  return {
    bytes: kept.subarray(0, size),
    release() {
      if (isPooled && kept.length === pooledBytes && pool.length < poolSize) pool.push(kept);
    },
  };
}

/** Guarantee: a request without `setEncoding` yields Buffers. */
function asBuffer(chunk: unknown): Buffer {
  return chunk as Buffer;
}
