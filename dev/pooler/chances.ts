// What a pooler may do wrong, decided by a seed so that a run can be had again.

export interface Chances {
  seed: number;
  /** Each message waits up to so many milliseconds. */
  delayMs: number;
  /** A Flush waits up to so many milliseconds more. */
  flushDelayMs: number;
  /** Of a thousand Flush messages, so many are held for ever. */
  flushesHeld: number;
  /** Of a thousand statements, so many get no answer, though PostgreSQL ran them. */
  answersSwallowed: number;
}

export interface Dice {
  delay(isFlush: boolean): Promise<void>;
  holds(): boolean;
  swallows(): boolean;
}

/** Without chances nothing goes wrong. */
export function createDice(chances: Partial<Chances>): Dice {
  const { seed = 1, delayMs = 0, flushDelayMs = 0 } = chances;
  const { flushesHeld = 0, answersSwallowed = 0 } = chances;
  const throwDie = mulberry(seed);
  return {
    async delay(isFlush) {
      const most = delayMs + (isFlush ? flushDelayMs : 0);
      if (most > 0) await new Promise((resolve) => setTimeout(resolve, throwDie() * most));
    },
    holds: () => flushesHeld > 0 && throwDie() * 1000 < flushesHeld,
    swallows: () => answersSwallowed > 0 && throwDie() * 1000 < answersSwallowed,
  };
}

/** Mulberry32: small, even, and the same everywhere. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
