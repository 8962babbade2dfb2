// Passkeys: shows its buttons where the browser knows them, and speaks with it.

import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';

let hasAnswered = false;
const sign = document.querySelector<HTMLButtonElement>('[data-passkey="sign-in"]');
const add = document.querySelector<HTMLButtonElement>('[data-passkey="add"]');

if (browserSupportsWebAuthn()) {
  if (sign) offerSignIn(sign);
  if (add) {
    add.hidden = false;
    add.addEventListener('click', () => attempt(add, () => addPasskey()));
  }
}

async function offerSignIn(button: HTMLButtonElement): Promise<void> {
  button.hidden = false;
  button.addEventListener('click', () => attempt(button, () => signIn(button, false)));
  // In the field's own suggestions, where the browser can: it waits there until one is chosen.
  if (await browserSupportsWebAuthnAutofill()) await signIn(button, true).catch(() => {});
}

async function signIn(button: HTMLButtonElement, useBrowserAutofill: boolean): Promise<void> {
  const optionsJSON = await ask('/console/sign-in/passkey/options', {});
  const answer = await startAuthentication({ optionsJSON, useBrowserAutofill });
  const to = button.dataset.to ? `?to=${encodeURIComponent(button.dataset.to)}` : '';
  // Of the button and the field's suggestion, the first leads on.
  if (hasAnswered) return;
  hasAnswered = true;
  try {
    const entered = await ask(`/console/sign-in/passkey${to}`, answer);
    location.assign(entered.to);
  } catch (error) {
    hasAnswered = false;
    throw error;
  }
}

async function addPasskey(): Promise<void> {
  const optionsJSON = await ask('/console/settings/passkeys/options', {});
  await ask('/console/settings/passkeys', await startRegistration({ optionsJSON }));
  location.reload();
}

/** One at a time; what went wrong is said beside the button, unless the editor called it off. */
async function attempt(button: HTMLButtonElement, act: () => Promise<void>): Promise<void> {
  const line = document.querySelector<HTMLElement>('[data-passkey-problem]');
  if (line) line.hidden = true;
  button.disabled = true;
  try {
    await act();
  } catch (error) {
    const isCalledOff = error instanceof Error && error.name === 'NotAllowedError';
    if (line && !isCalledOff) line.hidden = false;
  } finally {
    button.disabled = false;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the library's own types say what each answer is
async function ask(path: string, body: object): Promise<any> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// A page that is left must not keep the browser's question open.
addEventListener('pagehide', () => WebAuthnAbortService.cancelCeremony());
