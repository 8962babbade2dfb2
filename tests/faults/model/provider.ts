// A provider as values: it keeps answers under idempotency keys for a day, and fails in every way we know.

/** One mail of a call, as far as its bytes matter here. */
export interface Mail {
  send: number;
  /** Of the digest. */
  revision: number;
  subscriber: number;
  email: string;
}

export interface Call {
  key: string;
  mails: readonly Mail[];
}

/** What goes wrong with one call. */
export type CallFault =
  | { kind: 'none' }
  /** The request never arrives. */
  | { kind: 'lost' }
  /** It arrives when the caller has long given up. */
  | { kind: 'late' }
  /** It is taken, and the answer is lost, garbled or of a wrong shape. */
  | { kind: 'answer'; shape: 'none' | 'html' | 'cut' | 'short' | 'empty' }
  | { kind: 'error'; status: 500 | 502 | 503; taken: boolean; cached: boolean }
  /** Refused at the gate, before anybody looks at the key. */
  | { kind: 'gate'; status: number; name: string; retryAfter: number | null }
  /** The first call with the key is still running, or the provider thinks so. */
  | { kind: 'concurrent' }
  /** The provider thinks that the bytes differ. */
  | { kind: 'misused' }
  /** Taken, but the key counts as running for another two minutes. */
  | { kind: 'slow' };

/** What comes back; null: nothing. */
export type Answer = { status: number; body: string; headers: Headers } | null;

export interface Acceptance extends Mail {
  key: string;
  /** The provider's id of the mail. */
  id: string;
}

interface Kept {
  bytes: string;
  at: number;
  runningUntil: number;
  answer: Answer;
}

const keyWindow = 24 * 3600 * 1000;
/** What is on its way for longer never arrives. */
const longestTravel = 15 * 60 * 1000;

/** The domain whose addresses the provider refuses. */
export const poison = '@poison.example';

export class Provider {
  /** Every mail it took: the witness. */
  readonly accepted: Acceptance[] = [];
  readonly #kept = new Map<string, Kept>();
  #travelling: { call: Call; at: number }[] = [];
  /** The provider's clock may differ from the database's by this much. */
  readonly #skew: number;

  constructor(skew: number) {
    this.#skew = skew;
  }

  /** Takes one call at `now` of the database's clock. */
  take(call: Call, fault: CallFault, now: number): Answer {
    switch (fault.kind) {
      case 'lost':
        return null;
      case 'late':
        this.#travelling.push({ call, at: now });
        return null;
      case 'gate':
        return refusal(fault.status, fault.name, fault.retryAfter);
      case 'concurrent':
        return refusal(409, 'concurrent_idempotent_requests');
      case 'misused':
        return refusal(409, 'invalid_idempotent_request');
      case 'error':
        return this.#decide(call, now, fault);
      case 'answer':
        return garble(this.#decide(call, now), fault.shape);
      case 'slow':
        this.#decide(call, now, { runningFor: 120_000 });
        return null;
      case 'none':
        return this.#decide(call, now);
    }
  }

  /** One late request arrives after all; nobody hears the answer. */
  arrive(now: number): void {
    this.#travelling = this.#travelling.filter(({ at }) => now - at <= longestTravel);
    const late = this.#travelling.shift();
    if (late) this.#decide(late.call, now);
  }

  #decide(
    call: Call,
    ourNow: number,
    fault: { status?: number; taken?: boolean; cached?: boolean; runningFor?: number } = {},
  ): Answer {
    const now = ourNow + this.#skew;
    const bytes = JSON.stringify(call.mails);
    const kept = this.#kept.get(call.key);
    if (kept && now - kept.at < keyWindow) {
      if (kept.bytes !== bytes) return refusal(409, 'invalid_idempotent_request');
      if (kept.runningUntil > now) return refusal(409, 'concurrent_idempotent_requests');
      return kept.answer;
    }
    const keep = (answer: Answer) => {
      const runningUntil = now + (fault.runningFor ?? 0);
      this.#kept.set(call.key, { bytes, at: now, runningUntil, answer });
    };
    const error = fault.status ? refusal(fault.status, 'internal_server_error') : null;
    if (error && !fault.taken) {
      if (fault.cached) keep(error);
      return error;
    }
    if (call.mails.some(({ email }) => email.endsWith(poison))) {
      return refusal(422, 'validation_error');
    }
    const ids = call.mails.map((mail) => {
      const id = `00000000-0000-4000-8000-${String(this.accepted.length).padStart(12, '0')}`;
      this.accepted.push({ ...mail, key: call.key, id });
      return id;
    });
    const answer = { status: 200, body: idsBody(ids), headers: new Headers() };
    keep(error && fault.cached ? error : answer);
    return error ?? answer;
  }
}

function refusal(status: number, name: string, retryAfter: number | null = null): Answer {
  const headers = new Headers(retryAfter === null ? {} : { 'retry-after': String(retryAfter) });
  return { status, body: JSON.stringify({ statusCode: status, name, message: name }), headers };
}

function garble(answer: Answer, shape: 'none' | 'html' | 'cut' | 'short' | 'empty'): Answer {
  if (answer === null || answer.status !== 200 || shape === 'none') return null;
  if (shape === 'html') return { ...answer, body: '<html>Welcome</html>' };
  if (shape === 'cut') return { ...answer, body: answer.body.slice(0, -9) };
  if (shape === 'empty') return { ...answer, body: '' };
  const ids = (JSON.parse(answer.body) as { data: { id: string }[] }).data.map(({ id }) => id);
  return { ...answer, body: idsBody(ids.slice(1)) };
}

function idsBody(ids: readonly string[]): string {
  return JSON.stringify({ data: ids.map((id) => ({ id })) });
}
