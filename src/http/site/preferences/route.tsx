// The preference page and its forms: GET shows, POST changes and leads back.

import type { Hono } from 'hono';
import { findHolder } from '../../../audience/preferences/holder.ts';
import { requestPreferenceLink } from '../../../audience/preferences/link.ts';
import {
  changePreferences,
  downloadMyData,
  eraseMe,
  PreferencesInput,
  readPreferences,
  requestAddressChange,
  unsubscribeFromAll,
} from '../../../audience/preferences/preferences.ts';
import { AppError } from '../../../base/errors.ts';
import { previewToken } from '../../../render/recipient.ts';
import { wordsFor } from '../../../words/words.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import { readNetwork } from '../../middleware/network.ts';
import { sameOrigin } from '../../middleware/same-origin.ts';
import { answerPage, privateHeaders, readLanguage, siteOf } from '../../ui/answer-page.ts';
import { type Fields, lastOf, limitForm, readFields } from '../form.ts';
import { linkToken } from '../link-token.ts';
import { PreviewPage } from '../preview.tsx';
import { LinkSentPage } from '../unsubscribe/page.tsx';
import { frequencyField } from './lists.tsx';
import {
  type Done,
  ErasedPage,
  ErasePage,
  PreferencesPage,
  StalePreferencesPage,
  UnknownPreferencesPage,
} from './page.tsx';
import type { PreferenceAction } from './part.tsx';

type Wrong = Parameters<typeof PreferencesPage>[0]['wrong'];

export function mountPreferences(app: Hono<AppEnv>): void {
  app.on(['GET', 'POST'], `/preferences/${previewToken}`, (c) =>
    answerPage(<PreviewPage site={siteOf(c)} language={readLanguage(c)} />, privateHeaders),
  );
  app.get('/preferences/:token', (c) => show(c, readDone(c.req.query('done')), null));
  app.post('/preferences/:token', limitForm, sameOrigin, async (c) => {
    // Before anything else: what we signed is safe in a header, and a stranger's is told nothing.
    const { db, tokens } = c.var.deps();
    const holder = await findHolder(db, tokens, linkToken(c));
    if (holder.kind === 'foreign') return showUnknown(c);
    const fields = await readFields(c);
    const name = readAction(fields);
    if (holder.kind === 'gone' && name !== 'erase-now') return showUnknown(c);
    if (holder.kind === 'stale' && !openToStale.includes(name)) return show(c, null, null);
    return actions[name](c, fields);
  });
}

function readAction(fields: Fields): PreferenceAction {
  const known = Object.keys(actions) as PreferenceAction[];
  const name = known.find((action) => action === lastOf(fields, 'do'));
  if (name !== undefined) return name;
  const message = `Must be one of ${known.join(', ')}`;
  throw new AppError('invalid', message, { errors: [{ path: 'do', message }] });
}

/** What a link still does whose address is not the person's any more. */
const openToStale: readonly PreferenceAction[] = ['leave', 'link'];

/** What each form does; the key is its hidden field `do`. */
const actions: Record<PreferenceAction, (c: AppContext, fields: Fields) => Promise<Response>> = {
  lists: (c, fields) => {
    const choices = { lists: fields.get('list') ?? [], frequencies: readFrequencies(fields) };
    return change(c, choices, 'saved');
  },
  profile: (c, fields) => {
    const profile = {
      name: lastOf(fields, 'name'),
      language: lastOf(fields, 'language'),
      timezone: lastOf(fields, 'timezone'),
    };
    return change(c, profile, 'saved');
  },
  pause: (c, fields) => {
    const days = Number(lastOf(fields, 'days'));
    if (!Number.isInteger(days) || days < 1 || days > 365) {
      const message = 'Must be 1 to 365 days';
      throw new AppError('invalid', message, { errors: [{ path: 'days', message }] });
    }
    const until = new Date(c.var.deps().clock().getTime() + days * 24 * 60 * 60 * 1000);
    return change(c, { pausedUntil: until.toISOString() }, 'paused');
  },
  resume: (c) => change(c, { pausedUntil: null }, 'resumed'),
  async address(c, fields) {
    const deps = c.var.deps();
    const value = lastOf(fields, 'address') ?? '';
    const asked = await requestAddressChange(emailDeps(deps), linkToken(c), value);
    if (asked.kind === 'asked') return leadBack(c, 'asked');
    return show(c, null, { field: 'address', value: value.slice(0, 1000) });
  },
  async leave(c) {
    await unsubscribeFromAll(c.var.deps(), linkToken(c), { network: readNetwork(c) });
    return leadBack(c, 'left');
  },
  async link(c) {
    const deps = c.var.deps();
    await requestPreferenceLink(emailDeps(deps), linkToken(c));
    return answerPage(<LinkSentPage site={siteOf(c)} language={readLanguage(c)} />, privateHeaders);
  },
  async download(c) {
    const data = await downloadMyData(c.var.deps(), linkToken(c));
    if (!data) return showUnknown(c);
    return new Response(JSON.stringify(data, null, 2), {
      headers: {
        'content-type': 'application/json',
        'content-disposition': 'attachment; filename="my-data.json"',
        ...privateHeaders,
      },
    });
  },
  async erase(c) {
    const preferences = await readPreferences(c.var.deps(), linkToken(c));
    if (preferences.kind !== 'known') return showUnknown(c);
    const frame = { site: siteOf(c), language: readLanguage(c, preferences.language) };
    const page = <ErasePage {...frame} token={linkToken(c)} email={preferences.email} />;
    return answerPage(page, privateHeaders);
  },
  async 'erase-now'(c) {
    const preferences = await readPreferences(c.var.deps(), linkToken(c));
    await eraseMe(c.var.deps(), linkToken(c));
    const own = preferences.kind === 'known' ? preferences.language : null;
    const frame = { site: siteOf(c), language: readLanguage(c, own) };
    return answerPage(<ErasedPage {...frame} />, privateHeaders);
  },
};

/** By slug; what no list of the person offers is passed over when it is saved. */
function readFrequencies(fields: Fields): Record<string, string> {
  const prefix = frequencyField('');
  const named = [...fields.keys()].filter((name) => name.startsWith(prefix));
  return Object.fromEntries(
    named.map((name) => [name.slice(prefix.length), lastOf(fields, name) ?? '']),
  );
}

async function change(c: AppContext, input: unknown, done: Done): Promise<Response> {
  const parsed = PreferencesInput.safeParse(input);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0];
    if (field !== 'name' && field !== 'language' && field !== 'timezone') {
      throw new AppError('invalid', 'This choice is not one of ours.');
    }
    return show(c, null, { field, value: '' });
  }
  const wording = wordsFor(readLanguage(c)).preferences.lists;
  const source = { wording, network: readNetwork(c) };
  const preferences = await changePreferences(c.var.deps(), linkToken(c), parsed.data, source);
  return preferences.kind === 'known' ? leadBack(c, done) : show(c, null, null);
}

async function show(c: AppContext, done: Done | null, wrong: Wrong): Promise<Response> {
  const preferences = await readPreferences(c.var.deps(), linkToken(c));
  if (preferences.kind === 'unknown') return showUnknown(c);
  const frame = { site: siteOf(c), language: readLanguage(c, preferences.language) };
  if (preferences.kind === 'stale') {
    return answerPage(
      <StalePreferencesPage {...frame} left={done === 'left'} />,
      privateHeaders,
      410,
    );
  }
  const page = <PreferencesPage {...frame} {...{ preferences, done, wrong }} />;
  return answerPage(page, privateHeaders, wrong ? 422 : 200);
}

function showUnknown(c: AppContext): Promise<Response> {
  const frame = { site: siteOf(c), language: readLanguage(c) };
  return answerPage(<UnknownPreferencesPage {...frame} />, privateHeaders, 404);
}

/** 303: the browser asks for the page anew, and reloading it repeats nothing. */
function leadBack(c: AppContext, done: Done): Response {
  const location = `/preferences/${linkToken(c)}?done=${done}`;
  return new Response(null, { status: 303, headers: { location, ...privateHeaders } });
}

function readDone(text: string | undefined): Done | null {
  const known: readonly Done[] = ['saved', 'paused', 'resumed', 'asked', 'left'];
  return known.find((done) => done === text) ?? null;
}
