// Reads request bodies into buffers that are used again, so that 3 MB batches cost no allocation.

import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { type Body, maxBytes } from '../../dev/mailbox/intake.ts';

const pooledBytes = 8 * 1024 * 1024;
const poolSize = 8;
const pool: Buffer[] = [];

/**
 * The fingerprint is length and CRC-32: enough to see that bytes changed, far cheaper than SHA-256 over
 * 3 MB, and taken chunk by chunk while each is still in the processor's cache.
 */
export function readPooledBody(request: IncomingMessage): Promise<Body | null> {
  const stated = Number(request.headers['content-length'] ?? 65_536);
  const isPooled = stated > 65_536 && stated <= pooledBytes;
  let buffer = isPooled
    ? (pool.pop() ?? Buffer.allocUnsafeSlow(pooledBytes))
    : Buffer.allocUnsafe(Math.min(stated, maxBytes));
  let size = 0;
  let crc = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (bytes: Buffer) => {
      if (size + bytes.length > maxBytes) size = maxBytes + 1;
      if (size > maxBytes) return;
      if (size + bytes.length > buffer.length) {
        const grown = Buffer.allocUnsafe(Math.max(size + bytes.length, buffer.length * 2));
        buffer.copy(grown, 0, 0, size);
        buffer = grown;
      }
      bytes.copy(buffer, size);
      crc = crc32(bytes, crc);
      size += bytes.length;
    });
    request.on('error', reject);
    request.on('end', () => {
      if (size > maxBytes) return resolve(null);
      const kept = buffer;
      resolve({
        bytes: kept.subarray(0, size),
        fingerprint: () => `${size}-${crc.toString(16)}`,
        release() {
          if (isPooled && kept.length === pooledBytes && pool.length < poolSize) pool.push(kept);
        },
      });
    });
  });
}
