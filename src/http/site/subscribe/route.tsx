// Joining from the outside: the form, and one answer for everybody.

import type { Hono } from 'hono';
import { SubscribeForm, subscribe } from '../../../audience/joining/subscribe.ts';
import { readPublicLists } from '../../../audience/lists/lists.ts';
import { AppError, type FieldError } from '../../../base/errors.ts';
import { parseFields } from '../../../base/field-errors.ts';
import type { Deps } from '../../../wiring.ts';
import { type UiLanguage, wordsFor } from '../../../words/words.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { emailDeps } from '../../email-deps.ts';
import { afterAnswer } from '../../middleware/after-answer.ts';
import { readNetwork } from '../../middleware/network.ts';
import { turnstilePolicy } from '../../policy.ts';
import {
  answerJson,
  answerPage,
  readLanguage,
  readLanguages,
  siteOf,
  wantsJson,
} from '../../ui/answer-page.ts';
import { type Fields, lastOf, limitForm, readFields } from '../form.ts';
import { boxesField } from './choice.tsx';
import { offerTo } from './offer.ts';
import {
  AskedPage,
  consentWording,
  type FilledForm,
  honeypot,
  SubscribePage,
  stampField,
} from './page.tsx';
import { passesTurnstile, turnstileField, usesTurnstile } from './turnstile.ts';

const noStore = { 'cache-control': 'no-store' };

/** Nobody fills in an address in less; who has it filled in is asked to press once more. */
const shortestFillMs = 1_000;
const stampLifetimeMs = 24 * 60 * 60 * 1000;

export function mountSubscribe(app: Hono<AppEnv>): void {
  app.get('/subscribe', async (c) => {
    const list = c.req.queries('list') ?? [];
    return answerForm(c, list.length ? { email: '', name: '', list, wrong: {} } : undefined);
  });
  app.post('/subscribe', limitForm, receiveForm);
}

async function receiveForm(c: AppContext): Promise<Response> {
  const fields = await readFields(c);
  const asJson = wantsJson(c) || isJsonCall(c);
  const language = readLanguage(c);
  const errors = await join(c, fields, language, asJson);
  if (errors.length === 0) {
    if (asJson) return answerJson({ status: 'asked' }, noStore);
    const typed = lastOf(fields, 'email') ?? '';
    return answerPage(<AskedPage site={siteOf(c)} {...{ language, typed }} />, noStore);
  }
  if (asJson) throw new AppError('invalid', errors[0]?.message ?? '', { errors });
  return answerForm(c, refill(fields, errors, language), 422);
}

/** What is wrong with the fields; nothing if the request was taken. */
async function join(
  c: AppContext,
  fields: Fields,
  language: UiLanguage,
  asJson: boolean,
): Promise<FieldError[]> {
  const parsed = parseFields(SubscribeForm, toInput(fields));
  if (parsed.kind === 'invalid') return parsed.errors;
  const deps = c.var.deps();
  const stamp = judgeStamp(deps, lastOf(fields, stampField));
  // A program filled in what no person sees: the same answer, and nothing happens.
  if (lastOf(fields, honeypot) !== null) return [];
  // Or a password manager did it in no time: one press more is a person's.
  if (stamp === 'hasty') return [{ path: stampField, message: 'Sent too fast: send it again' }];
  if (parsed.value.list.length === 0 && (fields.has(boxesField) || stamp !== 'none')) {
    const lists = await readPublicLists(deps.db);
    if (lists.length > 1) return [{ path: 'list', message: 'Choose at least one' }];
  }
  if (
    usesTurnstile(deps.env) &&
    !(await passesTurnstile(deps.env, lastOf(fields, turnstileField)))
  ) {
    return [{ path: turnstileField, message: 'Show that you are not a program, and try again' }];
  }
  const subscribeDeps = {
    ...emailDeps(deps),
    emailsPerHour: deps.env.TRANSACTIONAL_PER_HOUR,
    afterAnswer: (work: () => Promise<void>) => afterAnswer(c, 'a request to join was lost', work),
  };
  const asked = await subscribe(subscribeDeps, parsed.value, {
    language,
    wording: asJson ? null : consentWording(language),
    document: deps.env.PRIVACY_VERSION || null,
    network: readNetwork(c),
    showsForm: stamp === 'good',
  });
  return asked.kind === 'asked' ? [] : [{ path: 'email', message: asked.message }];
}

/** Forms on other sites and programs have no stamp; an old one is no better. */
function judgeStamp(deps: Pick<Deps, 'tokens' | 'clock'>, stamp: string | null) {
  const claim = stamp === null ? null : deps.tokens.verify(stamp);
  if (claim?.purpose !== 'form') return 'none';
  const age = deps.clock().getTime() - claim.shownAt;
  if (age < shortestFillMs) return 'hasty';
  return age < stampLifetimeMs ? 'good' : 'none';
}

function toInput(fields: Fields): Record<string, unknown> {
  const name = lastOf(fields, 'name');
  const ours = ['email', 'name', 'list', boxesField, honeypot, stampField, turnstileField];
  const others = [...fields].filter(([key]) => !ours.includes(key));
  return {
    ...Object.fromEntries(others),
    email: fields.get('email')?.at(-1),
    ...(name === null ? {} : { name }),
    ...(fields.has('list') ? { list: fields.get('list') } : {}),
  };
}

async function answerForm(
  c: AppContext,
  filled: FilledForm | undefined,
  status = 200,
): Promise<Response> {
  const { db, env, tokens, clock } = c.var.deps();
  const lists = offerTo(await readPublicLists(db), [...readLanguages(c), readLanguage(c)]);
  const proof = {
    stamp: tokens.sign({ purpose: 'form', shownAt: clock().getTime() }),
    ...(usesTurnstile(env) ? { turnstileKey: env.TURNSTILE_SITE_KEY } : {}),
  };
  const frame = { site: siteOf(c), language: readLanguage(c) };
  const form = filled ?? { email: '', name: '', list: firstOf(lists), wrong: {} };
  const page = <SubscribePage {...frame} lists={lists} filled={form} proof={proof} />;
  const policy = usesTurnstile(env) ? { 'content-security-policy': turnstilePolicy } : {};
  return answerPage(page, { ...noStore, ...policy }, status);
}

/** The form as it was, with each complaint in the reader's language beside its field. */
function refill(
  fields: Fields,
  errors: readonly FieldError[],
  language: UiLanguage,
): FilledForm | undefined {
  const email = lastOf(fields, 'email') ?? '';
  const at = (path: string) => errors.find((error) => error.path.split('.')[0] === path)?.message;
  const [emailWrong, nameWrong, listWrong] = [at('email'), at('name'), at('list')];
  const [check, hasty] = [at(turnstileField), at(stampField)];
  if ([emailWrong, nameWrong, listWrong, check, hasty].every((one) => one === undefined)) {
    const [first] = errors;
    throw new AppError('invalid', `${first?.path}: ${first?.message}`, { errors });
  }
  const isOldCarrier = /\.\.|\.@|^\./.test(email);
  const say = wordsFor(language).wrong;
  return {
    email: email.slice(0, 1000),
    name: (lastOf(fields, 'name') ?? '').slice(0, 1000),
    list: fields.get('list') ?? [],
    wrong: {
      ...(emailWrong === undefined ? {} : { email: isOldCarrier ? say.dots : say.address }),
      ...(nameWrong === undefined ? {} : { name: say.name }),
      ...(listWrong === undefined ? {} : { list: say.list }),
      ...(check === undefined ? {} : { check: say.check }),
      ...(hasty === undefined ? {} : { form: say.hasty }),
    },
  };
}

function firstOf(lists: readonly { slug: string }[]): string[] {
  return lists.slice(0, 1).map(({ slug }) => slug);
}

function isJsonCall(c: AppContext): boolean {
  const asks = /\btext\/html\b/i.test(c.req.header('accept') ?? '');
  return !asks && /^application\/json\b/i.test(c.req.header('content-type') ?? '');
}
