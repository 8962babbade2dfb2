// Follows a proposal while it is made. What was put in for it is with the server now, and no more kept here.

import { follow } from './shell/follow.ts';
import { forgetSources } from './sources/kept.ts';

forgetSources(localStorage, location.pathname.split('/').at(-1) ?? '');

/** Of the site, behind the page's own. */
const site = document.title.slice(document.title.lastIndexOf(' | '));

follow('#making', () => {
  // Whoever waits in another window sees there that it is ready.
  const { title } = document.getElementById('making')?.dataset ?? {};
  if (title) document.title = title + site;
});
