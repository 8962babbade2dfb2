// Time that passes only when a test says so, for code that asks Date.now and sets timers.

import { onTestFinished, vi } from 'vitest';

export interface VirtualClock {
  /** Seconds since the start. */
  now(): number;
  /** Lets so many seconds pass; what is due in them is done in its order, and what follows from it. */
  pass(seconds: number): Promise<void>;
}

interface Timer {
  at: number;
  /** Null: once. */
  everyMs: number | null;
  run: () => void;
}

/** Until the test ends. As quick as the work itself: vitest's own clock waits a while for each timer. */
export function startVirtualClock(): VirtualClock {
  const settle = setImmediate;
  let nowMs = 0;
  /** The next one last; of those of one moment the eldest. */
  const timers: Timer[] = [];
  const add = (timer: Timer): Timer => {
    let [from, to] = [0, timers.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((timers[middle]?.at ?? 0) > timer.at) from = middle + 1;
      else to = middle;
    }
    timers.splice(from, 0, timer);
    return timer;
  };
  const forget = (timer: Timer) => {
    const at = timers.indexOf(timer);
    if (at >= 0) timers.splice(at, 1);
    timer.everyMs = null;
  };
  vi.spyOn(Date, 'now').mockImplementation(() => nowMs);
  vi.stubGlobal('setTimeout', (run: () => void, ms = 0) =>
    add({ at: nowMs + Math.max(0, ms), everyMs: null, run }),
  );
  vi.stubGlobal('setInterval', (run: () => void, ms = 0) =>
    add({ at: nowMs + ms, everyMs: ms, run }),
  );
  vi.stubGlobal('clearTimeout', forget);
  vi.stubGlobal('clearInterval', forget);
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  const idle = () => new Promise<void>((resolve) => void settle(resolve));
  return {
    now: () => nowMs / 1000,
    async pass(seconds) {
      const untilMs = nowMs + seconds * 1000;
      await idle();
      for (let timer = timers.pop(); timer; timer = timers.pop()) {
        if (timer.at > untilMs) {
          timers.push(timer);
          break;
        }
        nowMs = timer.at;
        timer.run();
        if (timer.everyMs !== null) add(Object.assign(timer, { at: nowMs + timer.everyMs }));
        await idle();
      }
      nowMs = untilMs;
    },
  };
}
