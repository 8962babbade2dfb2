// The size of a worker's isolate while it works, asked through the inspector: what Cloudflare limits.

import { sleep } from './numbers.ts';

export interface HeapWatch {
  /** The largest size seen since the last call, in MB; null if the inspector never answered. */
  takePeakMB(): number | null;
  /** From now on garbage is collected before each sample: what is seen then is held. */
  leaveOutGarbage(): void;
  stop(): Promise<void>;
}

const everyMs = 200;

/**
 * Samples V8's heap in use (garbage that waits for its collection included), the embedder's heap
 * and the backing stores of ArrayBuffers, where mails are put together.
 */
export async function watchHeap(inspectorUrl: string): Promise<HeapWatch> {
  const socket = new WebSocket(inspectorUrl);
  let peak: number | null = null;
  let collects = false;
  let isOpen = await new Promise<boolean>((resolve) => {
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
  });
  socket.onclose = () => {
    isOpen = false;
  };
  socket.onmessage = ({ data }) => {
    const size = readSize(String(data));
    if (size !== null) peak = Math.max(peak ?? 0, size);
  };
  const sampling = (async () => {
    for (let id = 1; isOpen; id++) {
      if (collects) socket.send(JSON.stringify({ id: -id, method: 'HeapProfiler.collectGarbage' }));
      socket.send(JSON.stringify({ id, method: 'Runtime.getHeapUsage' }));
      await sleep(everyMs);
    }
  })();
  return {
    takePeakMB() {
      const taken = peak;
      peak = null;
      return taken === null ? null : taken / 1024 / 1024;
    },
    leaveOutGarbage() {
      collects = true;
    },
    async stop() {
      isOpen = false;
      socket.close();
      await sampling;
    },
  };
}

function readSize(message: string): number | null {
  const { result } = JSON.parse(message) as { result?: Record<string, number> };
  if (result?.usedSize === undefined) return null;
  return result.usedSize + (result.embedderHeapUsedSize ?? 0) + (result.backingStorageSize ?? 0);
}
