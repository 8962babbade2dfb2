// What pages may load: our Content-Security-Policies.

/** What holds for every answer: nothing that is not named, no foreign form, no frame around it. */
function policy(parts: Readonly<Record<string, string>>): string {
  const all = {
    'default-src': "'none'",
    ...parts,
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

const page = { 'style-src': "'self'", 'img-src': "'self' https:" };
const turnstile = 'https://challenges.cloudflare.com';

/** Answers that set none: our own style sheets and scripts, pictures from anywhere on https. */
export const usualPolicy = policy({
  'style-src': "'self'",
  'script-src': "'self'",
  'img-src': "'self' https: data:",
  'font-src': "'self'",
  'connect-src': "'self'",
});

/**
 * A page for readers: our styles, pictures from anywhere, and no script at all. `connect-src` is for
 * programs that judge pages: they ask for robots.txt as the page would.
 */
export const pagePolicy = policy({ ...page, 'connect-src': "'self'" });

/** A page for readers with the widget of Turnstile in it. */
export const turnstilePolicy = policy({
  ...page,
  'script-src': turnstile,
  'frame-src': turnstile,
});

/** A page of the console: our own scripts, styles and manifest, and a mail in a frame that has `mailPolicy`. */
export const consolePolicy = policy({
  ...page,
  'script-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'frame-src': "'self'",
});

/**
 * A mail: its styles are inline and its pictures remote (ours are not on https on a machine of one's own);
 * whatever else it held would stay dead.
 */
export const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:; sandbox allow-popups; frame-ancestors 'self'";

/**
 * The mail of what is being typed, in the editor's frame: the same, but of our origin, so that the page
 * around it can keep it in step. Nothing in it runs: its sandbox allows no script, nor does its policy.
 */
export const copyMailPolicy = mailPolicy.replace('sandbox ', 'sandbox allow-same-origin ');
