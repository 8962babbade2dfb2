// All parts of the console on one page, for who draws with them; in development alone.

import type { Hono } from 'hono';
import { AppError } from '../../../base/errors.ts';
import type { AppEnv } from '../../context.ts';
import { answerConsole, frameOf } from '../shell/frame.ts';
import { PartsPage } from './page.tsx';

export function mountParts(app: Hono<AppEnv>): void {
  app.get('/console/parts', (c) => {
    if (c.var.deps().env.ENVIRONMENT !== 'development') {
      throw new AppError('not_found', 'There is nothing here.');
    }
    const frame = frameOf(c, { name: '', address: 'hana@example.com', role: 'owner' });
    return answerConsole(<PartsPage {...frame} />);
  });
}
