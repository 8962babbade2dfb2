import { test } from 'vitest';
import { proveMoves } from './move-setup.ts';

// Two thousand of them: `npm run test:long`.
test('a move into an empty house changes nobody’s mail, and brings nobody back', async () => {
  await proveMoves(20, 200);
});
