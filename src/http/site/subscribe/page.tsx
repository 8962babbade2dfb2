// Joining: the form, alone or as part of another page, and the one answer to it.

import type { ListView } from '../../../audience/lists/schema.ts';
import { wordsFor } from '../../../words/words.ts';
import { straighten } from '../../ui/language.ts';
import { type Frame, Layout } from '../../ui/layout.tsx';
import { Facts, Notice } from '../../ui/notice.tsx';
import { Phrases } from '../../ui/text.tsx';
import { Choice } from './choice.tsx';
import { Complaint } from './complaint.tsx';

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
  wrong: { email?: string; name?: string; list?: string; check?: string; form?: string };
}

interface SubscribeFormProps {
  /** Public lists in the order to offer them. */
  lists: readonly ListView[];
  language: string;
  filled?: FilledForm | undefined;
  /** Slugs of the lists it joins without a question; absent: it asks. */
  joins?: readonly string[];
  /** True: does not ask for a name, beside something to read. */
  isBrief?: boolean;
  proof?: FormProof;
}

export function SubscribeForm({
  lists,
  language,
  filled,
  joins,
  isBrief,
  proof,
}: SubscribeFormProps) {
  const words = wordsFor(language).subscribe;
  const chosen = filled?.list ?? [];
  const wrong = filled?.wrong ?? {};
  return (
    <form method="post" action="/subscribe">
      <Complaint field="form" message={wrong.form} />
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
      {joins ? (
        joins.map((slug) => <input type="hidden" name="list" value={slug} />)
      ) : lists.length < 2 ? null : (
        <Choice lists={lists} chosen={chosen} words={words} wrong={wrong.list} />
      )}
      <div class="away" aria-hidden="true">
        <label for={honeypot}>{words.honeypot}</label>
        <input
          id={honeypot}
          name={honeypot}
          type="text"
          tabindex={-1}
          autocomplete="off"
          data-1p-ignore
          data-lpignore="true"
        />
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
      <p class="soft small">
        {words.consent} <a href="/privacy">{words.privacy}</a>
      </p>
    </form>
  );
}

function complaint(field: string, message: string | undefined) {
  return message === undefined
    ? {}
    : { 'aria-invalid': 'true' as const, 'aria-describedby': `${field}-wrong`, autofocus: true };
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

/** The one answer, whoever asked; a slip in the address is seen by who made it. */
export function AskedPage({ typed, ...frame }: Frame & { typed: string }) {
  const { labels, subscribe: words } = wordsFor(frame.language);
  return (
    <Notice {...frame} heading={words.asked} lines={words.askedLines}>
      <Facts facts={[[labels.address, straighten(typed)]]} />
      <p>
        <a href="/subscribe">{words.otherAddress}</a>
      </p>
    </Notice>
  );
}

/** The consent words beside the button, as they are kept with the consent. */
export function consentWording(language: string): string {
  return wordsFor(language).subscribe.consent;
}
