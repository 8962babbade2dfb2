// The language switch: remembered by a cookie, changed by a form.

import type { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { AppError } from '../../../base/errors.ts';
import { findUiLanguage } from '../../../words/words.ts';
import type { AppEnv } from '../../context.ts';
import { ownPath } from '../../middleware/require-editor.ts';
import { ownPagesOnly } from '../../middleware/same-origin.ts';
import { lastOf, limitForm, readFields } from '../../site/form.ts';
import { languageCookie } from './frame.ts';

const oneYear = 365 * 24 * 60 * 60;

export function mountLanguage(app: Hono<AppEnv>): void {
  app.post('/console/language', limitForm, ownPagesOnly, async (c) => {
    const fields = await readFields(c);
    const language = findUiLanguage(lastOf(fields, 'language') ?? '');
    if (language === null) {
      const errors = [{ path: 'language', message: 'Must be ja or en' }];
      throw new AppError('invalid', 'There is no such language here.', { errors });
    }
    setCookie(c, languageCookie, language, {
      path: '/console',
      maxAge: oneYear,
      sameSite: 'Lax',
      httpOnly: true,
      secure: c.var.deps().env.PUBLIC_URL.startsWith('https:'),
    });
    return c.redirect(ownPath(lastOf(fields, 'to')) ?? '/console', 303);
  });
}
