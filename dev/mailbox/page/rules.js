// What is wrong with a mail's HTML and its links, as far as one sees it without drawing it. The browser tests
// hold our own mails to the same rules.

/** Broken rules of structure, each with the beginning of its place. Takes any parsed document. */
export function findFaults(mail) {
  const faults = [];
  const say = (rule, place) => faults.push(`${rule}: ${place.outerHTML.slice(0, 120)}`);
  for (const table of mail.querySelectorAll('table')) {
    if (table.getAttribute('role') !== 'presentation') say('a table that is no layout', table);
    if (table.querySelector(':scope > * > tr > th, :scope > caption')) say('a table head', table);
  }
  for (const place of [mail.documentElement, mail.body.firstElementChild]) {
    if (!place?.getAttribute('lang') || !place.getAttribute('dir'))
      say('language or direction missing', place ?? mail.body);
  }
  const levels = [...mail.querySelectorAll('h1,h2,h3,h4,h5,h6')];
  if (levels.filter(({ tagName }) => tagName === 'H1').length !== 1) say('not one h1', mail.body);
  levels.forEach((heading, index) => {
    const above = Number(levels[index - 1]?.tagName[1] ?? 0);
    if (Number(heading.tagName[1]) > above + 1) say('a skipped heading level', heading);
  });
  for (const image of mail.images) {
    if (!image.hasAttribute('alt')) say('a picture without alt', image);
    if (/\.(png|jpe?g|gif|webp)$/i.test(image.alt)) say('a file name for a picture’s words', image);
    if (!image.getAttribute('width') || !image.getAttribute('height'))
      say('a picture without its size', image);
  }
  for (const place of mail.querySelectorAll(
    'script,form,iframe,object,embed,video,link[rel=stylesheet]',
  ))
    say('an element that mail programs remove', place);
  if ((mail.title ?? '').trim() === '') say('no title', mail.documentElement);
  return faults;
}

/** Each link with its words, its address, what it is, and what is wrong with it. */
export function readLinks(mail) {
  const firstOf = new Map();
  return [...mail.querySelectorAll('a')].map((link) => {
    const href = link.getAttribute('href') ?? '';
    const text = (link.textContent ?? '').replace(/\s+/g, ' ').trim();
    const image = link.querySelector('img[alt]')?.alt.trim() ?? '';
    const label = text || image || link.getAttribute('aria-label') || '';
    const isHidden = link.getAttribute('aria-hidden') === 'true';
    const other = firstOf.get(label);
    if (label !== '' && other === undefined) firstOf.set(label, href);
    const { kind, fault } = readAddress(href);
    const faults = [
      fault,
      !isHidden && label === '' && 'no words',
      !isHidden &&
        /^(here|more|link|click here|こちら|さらに読む)$/i.test(label) &&
        'words that do not tell',
      other !== undefined && other !== href && 'same words, other address',
    ];
    return {
      label,
      href,
      kind: isHidden ? `hidden ${kind}` : kind,
      faults: faults.filter(Boolean),
    };
  });
}

function readAddress(href) {
  if (href.trim() === '') return { kind: 'no address', fault: 'leads nowhere' };
  if (href.startsWith('#')) return { kind: 'anchor', fault: 'many mail programs ignore anchors' };
  if (/^mailto:/i.test(href)) return { kind: 'mail', fault: false };
  const url = URL.parse(href);
  if (url === null) return { kind: 'broken', fault: 'no absolute address' };
  if (/[^\x21-\x7e]/.test(href)) return { kind: 'web', fault: 'not percent-encoded' };
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !isLocal) return { kind: url.protocol, fault: 'not https' };
  if (/\/(u|preferences|confirm)\/preview$/.test(url.pathname))
    return { kind: 'dead token', fault: false };
  if (/\/(u|preferences|confirm|sign-in)\/[\w.~-]{8,}/.test(url.pathname))
    return { kind: 'personal token', fault: false };
  return { kind: isLocal ? 'local' : 'https', fault: false };
}
