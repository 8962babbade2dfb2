// The script of every page of the console: htmx, and what all pages share.

import htmx from 'htmx.org';

declare global {
  interface Window {
    /** For the scripts of single pages, which must not bring a second one. */
    htmx: typeof htmx;
  }
}

window.htmx = htmx;
