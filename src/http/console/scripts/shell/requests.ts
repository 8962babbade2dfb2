// What htmx must not do: put an error in the place of a form, or say nothing.

import { shellWords, showToast } from './toasts.ts';

const signIn = '/console/sign-in';

interface Answered {
  ctx: { response?: { raw: Response; status: number } };
}

/**
 * An answer takes the place of something only if it was made for that: a page of ours, with a status of
 * success, or of a form that was looked over (422, 409, 412). All else is said in a toast, and what
 * stands there stays.
 */
export function watchRequests(): void {
  document.addEventListener('htmx:before:response', (event) => {
    const response = answerOf(event);
    if (!response) return;
    const why = findFailure(response);
    if (why === null) return;
    event.preventDefault();
    showToast(shellWords()[why] ?? '', 'bad');
  });
  document.addEventListener('htmx:error', () => showToast(shellWords().network ?? '', 'bad'));
}

function answerOf(event: Event): Response | null {
  if (!(event instanceof CustomEvent)) return null;
  return (event.detail as Answered).ctx.response?.raw ?? null;
}

/** Null for what may be shown. */
export function findFailure(
  response: Pick<Response, 'status' | 'redirected' | 'url' | 'headers'>,
): string | null {
  const { status, redirected, url, headers } = response;
  const isSignIn = redirected && new URL(url).pathname.startsWith(signIn);
  if (isSignIn || status === 401) return 'signedOut';
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false;
  if (status < 400 || (isPage && [409, 412, 422].includes(status))) return null;
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'missing';
  if (status === 409 || status === 412 || status === 428) return 'conflict';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'broken' : 'refused';
}
