// The script of every page of the console: htmx, and what all pages share.

import htmx from 'htmx.org';
import { watchConnection } from './shell/connection.ts';
import { watchCopying } from './shell/copy.ts';
import { watchLayers } from './shell/layers.ts';
import { watchPalette } from './shell/palette.ts';
import { watchRequests } from './shell/requests.ts';
import { watchToasts } from './shell/toasts.ts';

declare global {
  interface Window {
    /** For the scripts of single pages, which must not bring a second one. */
    htmx: typeof htmx;
  }
}

window.htmx = htmx;
watchRequests();
watchLayers();
watchToasts();
watchPalette();
watchConnection();
watchCopying();
