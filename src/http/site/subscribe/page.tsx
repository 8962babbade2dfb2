// Joining: the form, alone or as part of another page, and the one answer to it.

import type { ListView } from '../../../audience/lists/schema.ts';
import { primaryLanguage } from '../../../digest/archive/order.ts';
import { wordsFor } from '../../../words/words.ts';
import { type Frame, Layout } from '../../ui/layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Phrases } from '../../ui/text.tsx';

/** A field that no person sees; what fills it is a program. */
export const honeypot = 'website';
/** Says when the form was shown, signed. */
export const stampField = 'stamp';

/** What tells a person at our own form from a program. */
interface FormProof {
  stamp: string;
  /** Shows Cloudflare's widget. */
  turnstileKey?: string;
}

/** What somebody has filled in, to be shown again beside what is wrong with it. */
export interface FilledForm {
  email: string;
  name: string;
  list: readonly string[];
  wrong: { email?: string; name?: string; check?: string };
}

interface SubscribeFormProps {
  /** Public lists, the default one first. */
  lists: readonly ListView[];
  language: string;
  filled?: FilledForm | undefined;
  /** False: joins the list for who reads this language, without a question. */
  asks?: boolean;
  /** True: does not ask for a name, beside something to read. */
  isBrief?: boolean;
  proof?: FormProof;
}

/** The list for who reads this language: the first that is in it, else the default one. */
export function listFor(lists: readonly ListView[], language: string): ListView | undefined {
  const wanted = primaryLanguage(language);
  const fits = ({ language: own }: ListView) => own !== null && primaryLanguage(own) === wanted;
  return lists.find(fits) ?? lists[0];
}

export function SubscribeForm({
  lists,
  language,
  filled,
  asks,
  isBrief,
  proof,
}: SubscribeFormProps) {
  const words = wordsFor(language).subscribe;
  const usual = listFor(lists, language);
  const chosen = filled?.list.length ? filled.list : usual ? [usual.slug] : [];
  const wrong = filled?.wrong ?? {};
  return (
    <form method="post" action="/subscribe">
      <div class="field">
        <label for="email">{words.email}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          inputmode="email"
          required
          maxlength={254}
          value={filled?.email ?? ''}
          {...complaint('email', wrong.email)}
        />
        <Complaint field="email" message={wrong.email} />
      </div>
      {isBrief ? null : (
        <div class="field">
          <label for="name">{words.name}</label>
          <input
            id="name"
            name="name"
            type="text"
            autocomplete="name"
            maxlength={200}
            value={filled?.name ?? ''}
            {...complaint('name', wrong.name)}
          />
          <Complaint field="name" message={wrong.name} />
        </div>
      )}
      {lists.length < 2 ? null : asks === false ? (
        chosen.map((slug) => <input type="hidden" name="list" value={slug} />)
      ) : (
        <fieldset>
          <legend>{words.lists}</legend>
          {lists.map((list) => (
            <label class="choice">
              <input
                type="checkbox"
                name="list"
                value={list.slug}
                checked={chosen.includes(list.slug)}
              />
              <span>
                <b>{list.name}</b>
                {list.description}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div class="away" aria-hidden="true">
        <label for={honeypot}>{words.honeypot}</label>
        <input id={honeypot} name={honeypot} type="text" tabindex={-1} autocomplete="off" />
      </div>
      {proof ? <input type="hidden" name={stampField} value={proof.stamp} /> : null}
      {proof?.turnstileKey ? (
        <div class="field">
          <Complaint field="check" message={wrong.check} />
          <div class="cf-turnstile" data-sitekey={proof.turnstileKey} data-language={language} />
          <script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async defer />
        </div>
      ) : null}
      <button type="submit" class="button">
        {words.submit}
      </button>
      <p class="soft small">{words.consent}</p>
    </form>
  );
}

function complaint(field: string, message: string | undefined) {
  return message === undefined
    ? {}
    : { 'aria-invalid': 'true' as const, 'aria-describedby': `${field}-wrong`, autofocus: true };
}

function Complaint({ field, message }: { field: string; message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <p class="bad" id={`${field}-wrong`}>
      {message}
    </p>
  );
}

interface SubscribePageProps extends Frame {
  lists: readonly ListView[];
  filled?: FilledForm | undefined;
  proof: FormProof;
}

export function SubscribePage({ lists, filled, proof, ...frame }: SubscribePageProps) {
  const words = wordsFor(frame.language).subscribe;
  return (
    <Layout {...frame} title={words.heading} description={words.lead} path="/subscribe">
      <div class="sheet notice">
        <img src="/mark.svg" width="48" height="48" alt="" />
        <h1>
          <Phrases text={words.heading} language={frame.language} />
        </h1>
        <p>{lists.length === 0 ? words.nothingToJoin : words.lead}</p>
        {lists.length === 0 ? null : (
          <SubscribeForm lists={lists} language={frame.language} filled={filled} proof={proof} />
        )}
      </div>
    </Layout>
  );
}

/** The one answer, whoever asked. */
export function AskedPage(frame: Frame) {
  const words = wordsFor(frame.language).subscribe;
  return <Notice {...frame} heading={words.asked} lines={words.askedLines} />;
}

/** The consent words beside the button, as they are kept with the consent. */
export function consentWording(language: string): string {
  return wordsFor(language).subscribe.consent;
}
