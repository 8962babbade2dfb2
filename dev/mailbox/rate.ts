// The rate limit: so many requests a second, told in Resend's headers.

interface RateVerdict {
  allowed: boolean;
  headers: Record<string, string>;
}

export interface RateLimiter {
  /** Requests per second; 0 means no limit and no headers. */
  rate: number;
  take(nowMs: number): RateVerdict;
}

/**
 * A bucket that holds one second's worth of requests and refills evenly. An evenly paced sender is
 * therefore never refused for a millisecond of jitter at a window's edge, a burst above the grant is.
 * A refused request takes nothing from the bucket.
 */
export function createRateLimiter(initialRate: number): RateLimiter {
  let tokens = initialRate;
  let filledAt = 0;
  let filledFor = initialRate;
  return {
    rate: initialRate,
    take(nowMs) {
      if (this.rate === 0) return { allowed: true, headers: {} };
      if (filledFor !== this.rate) {
        filledFor = this.rate;
        tokens = this.rate;
      }
      tokens = Math.min(this.rate, tokens + (Math.max(0, nowMs - filledAt) / 1000) * this.rate);
      filledAt = nowMs;
      const allowed = tokens >= 1;
      if (allowed) tokens -= 1;
      const headers: Record<string, string> = {
        'ratelimit-limit': String(this.rate),
        'ratelimit-policy': `${this.rate};w=1`,
        'ratelimit-remaining': String(Math.floor(tokens)),
        'ratelimit-reset': '1',
      };
      if (!allowed) headers['retry-after'] = String(Math.ceil((1 - tokens) / this.rate));
      return { allowed, headers };
    },
  };
}
