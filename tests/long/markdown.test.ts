import { test } from 'vitest';
import { proveRoundTrip } from '../digest/markdown-runs.ts';

test('two thousand digests of every odd text come back from Markdown as themselves', {
  timeout: 600_000,
}, () => {
  proveRoundTrip(2_000);
});
