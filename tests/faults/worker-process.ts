// The worker in a process of its own, to be killed: `node worker-process.ts OPTIONS-AS-JSON`.

import { startWorker, type WorkerOptions } from '../../dev/worker.ts';

const options: WorkerOptions = JSON.parse(process.argv[2] ?? '');
const worker = await startWorker(options);

// Ours alone: wrangler's own handlers would end the process before the worker is stopped.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.removeAllListeners(signal);
  process.on(signal, () => void worker.stop().finally(() => process.exit(0)));
}
// Whoever started us has died without a word: nothing of us stays, workerd included.
process.stdin.resume().on('end', () => process.kill(-process.pid, 'SIGKILL'));
console.log('started');
