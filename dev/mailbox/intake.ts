// How requests come in: their bytes, whole, and the fingerprint by which a replay is compared.

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DraftsRead } from './drafts.ts';
import type { Mailbox } from './mailbox.ts';

export interface Body {
  bytes: Buffer;
  fingerprint(): string;
  /** Says that `bytes` will not be looked at any more. */
  release?(): void;
}

/** The benches have one of their own, that does less: bench/mailbox. */
export interface Intake {
  /** The whole body, or null if it is larger than 40 MB (what is left of it is read and dropped). */
  readBody(request: IncomingMessage): Promise<Body | null>;
  /** The messages of a batch without parsing it; null where it must be parsed after all. */
  scanBatch?(mailbox: Mailbox, bytes: Buffer): DraftsRead | null;
}

export const maxBytes = 40 * 1024 * 1024;

export const plainIntake: Intake = {
  async readBody(request) {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
      const bytes: Buffer = chunk;
      size += bytes.length;
      if (size <= maxBytes) chunks.push(bytes);
    }
    if (size > maxBytes) return null;
    const bytes = Buffer.concat(chunks);
    return {
      bytes,
      fingerprint: () => createHash('sha256').update(bytes).digest('base64url'),
    };
  },
};
