// Joining from the outside: the form, and one answer for everybody.

import type { Hono } from 'hono';
import { SubscribeForm, subscribe } from '../../../audience/joining/subscribe.ts';
import { readPublicLists } from '../../../audience/lists/lists.ts';
import { AppError, type FieldError } from '../../../base/errors.ts';
import { toFieldErrors } from '../../../base/field-errors.ts';
import { answerJson, answerPage, readLanguage, siteOf, wantsJson } from '../../answer-page.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import type { UiLanguage } from '../../pages/language.ts';
import {
  AskedPage,
  consentWording,
  type FilledForm,
  honeypot,
  SubscribePage,
} from '../../pages/subscribe.tsx';
import { type Fields, lastOf, limitForm, readFields } from './form.ts';
import { readNetwork } from './network.ts';
import { ringFor } from './ring.ts';

const noStore = { 'cache-control': 'no-store' };

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
    return answerPage(<AskedPage site={siteOf(c)} language={language} />, noStore);
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
  const parsed = SubscribeForm.safeParse(toInput(fields), { reportInput: true });
  if (!parsed.success) return toFieldErrors(parsed.error);
  // A program filled in what no person sees: it gets the same answer, and nothing happens.
  if (lastOf(fields, honeypot) !== null) return [];
  const deps = c.var.deps();
  const asked = await subscribe({ ...deps, ring: ringFor(deps) }, parsed.data, {
    language,
    wording: asJson ? null : consentWording(language),
    network: readNetwork(c),
  });
  return asked.kind === 'asked' ? [] : [{ path: 'email', message: asked.message }];
}

function toInput(fields: Fields): Record<string, unknown> {
  const name = lastOf(fields, 'name');
  const others = [...fields].filter(([key]) => !['email', 'name', 'list', honeypot].includes(key));
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
  const lists = await readPublicLists(c.var.deps().db);
  const frame = { site: siteOf(c), language: readLanguage(c) };
  return answerPage(<SubscribePage {...frame} lists={lists} filled={filled} />, noStore, status);
}

/** The form as it was, with each complaint in the reader's language beside its field. */
function refill(
  fields: Fields,
  errors: readonly FieldError[],
  language: UiLanguage,
): FilledForm | undefined {
  const email = lastOf(fields, 'email') ?? '';
  const at = (path: string) => errors.find((error) => error.path.split('.')[0] === path)?.message;
  const [emailWrong, nameWrong] = [at('email'), at('name')];
  if (emailWrong === undefined && nameWrong === undefined) {
    const [first] = errors;
    throw new AppError('invalid', `${first?.path}: ${first?.message}`, { errors });
  }
  const isOldCarrier = /\.\.|\.@|^\./.test(email);
  const say = sentences[language];
  return {
    email: email.slice(0, 1000),
    name: (lastOf(fields, 'name') ?? '').slice(0, 1000),
    list: fields.get('list') ?? [],
    wrong: {
      ...(emailWrong === undefined ? {} : { email: isOldCarrier ? say.dots : say.email }),
      ...(nameWrong === undefined ? {} : { name: say.name }),
    },
  };
}

function isJsonCall(c: AppContext): boolean {
  const asks = /\btext\/html\b/i.test(c.req.header('accept') ?? '');
  return !asks && /^application\/json\b/i.test(c.req.header('content-type') ?? '');
}

const sentences = {
  en: {
    email: 'Please check the e-mail address: it should look like name@example.com.',
    dots: 'Addresses with two dots in a row, or a dot before @, cannot be reached by today’s mail services. Please use another one.',
    name: 'The name has characters we cannot use, or is too long.',
  },
  ja: {
    email: 'メールアドレスの形を確かめてください（例：name@example.com）。',
    dots: '「..」や「.@」のあるアドレス（以前の携帯メールなど）には、お届けできません。別のアドレスをお使いください。',
    name: 'お名前に使えない文字があるか、長すぎます。',
  },
} satisfies Record<UiLanguage, object>;
