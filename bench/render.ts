// `render`: a digest to a frozen mail, and a hundred readers to one request body, in workerd.

import { sampleText } from './audience.ts';
import { median, round } from './numbers.ts';
import type { Options } from './run.ts';
import { startBench } from './stack.ts';
import type { BenchWorker } from './worker-process.ts';

const renders = 100;
const batches = 100;

export async function benchRender(options: Options) {
  const bench = await startBench(options.say);
  try {
    const worker = await bench.startWorker('bench');
    const sizes = await worker.call<{ htmlBytes: number; textBytes: number }>('POST', '/sizes', {
      text: sampleText(),
    });
    const rounds = { render: [] as number[], personalise: [] as number[], fill: [] as number[] };
    // One round more than asked for: the first warms the engine up and is not counted.
    for (let n = 0; n <= options.runs; n++) {
      const render = await timePerPiece(worker, 'render', renders);
      const personalise = await timePerPiece(worker, 'personalise', batches);
      const fill = await timePerPiece(worker, 'fill', batches);
      if (n === 0) continue;
      options.say(
        `  ${n}: render ${round(render, 3)} ms, a hundred readers ${round(personalise, 3)} ms, naive ${round(fill, 3)} ms`,
      );
      rounds.render.push(render);
      rounds.personalise.push(personalise);
      rounds.fill.push(fill);
    }
    const [personalise, fill] = [median(rounds.personalise), median(rounds.fill)];
    return {
      msWarm: round(median(rounds.render), 3),
      msPersonalisePer100: round(personalise, 3),
      ...sizes,
      ratioToNaive: round(fill / personalise, 3),
      naive: { msFillAndStringifyPer100: round(fill, 3) },
    };
  } finally {
    await bench.stop();
  }
}

/** Milliseconds per piece: a request for `times` more pieces, less one for a single piece. */
async function timePerPiece(worker: BenchWorker, door: string, times: number): Promise<number> {
  const time = async (count: number) => {
    const startedAt = performance.now();
    await worker.call('POST', `/${door}?times=${count}`, { text: sampleText() });
    return performance.now() - startedAt;
  };
  const one = await time(1);
  return Math.max(0, (await time(times + 1)) - one) / times;
}
