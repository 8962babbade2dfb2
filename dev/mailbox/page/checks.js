// The views Links and HTML of a letter: what its HTML holds, and what stands against it.

import { element, getJson } from './dom.js';
import { findFaults, readLinks } from './rules.js';

/**
 * Parsed, never run: scripts do not start and pictures are not fetched in such a document. Its styles
 * say nothing here, and each would be a complaint of this page's policy.
 */
function parseMail(html) {
  const bare = html.replace(/<style\b[\s\S]*?<\/style>|\sstyle=("[^"]*"|'[^']*')/gi, '');
  return new DOMParser().parseFromString(bare, 'text/html');
}

export function drawLinks(html) {
  const links = readLinks(parseMail(html));
  const faulty = links.filter(({ faults }) => faults.length > 0).length;
  const rows = links.map(({ label, href, kind, faults }, index) =>
    element(
      'tr',
      { className: faults.length > 0 ? 'faulty' : '' },
      element('td', { className: 'number', textContent: index + 1 }),
      element('td', {}, label === '' ? element('i', { textContent: 'no words' }) : label),
      element('td', { className: 'address' }, drawAddress(href)),
      element(
        'td',
        { className: 'kinds' },
        element('span', { className: 'kind', textContent: kind }),
        ...faults.map((fault) => element('span', { className: 'fault', textContent: fault })),
      ),
    ),
  );
  const head = element(
    'tr',
    {},
    ...['#', 'Words', 'Address', 'Kind'].map((name) =>
      element('th', { scope: 'col', textContent: name }),
    ),
  );
  return sheet(
    verdict(faulty, `${links.length} links`, 'none with a fault'),
    element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows)),
  );
}

/** Only what a person may follow becomes a link here. */
function drawAddress(href) {
  if (!/^https?:\/\//i.test(href)) return href;
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer', textContent: href });
}

/** Gmail shows the beginning of a larger mail and hides the rest, the way out among it. */
const clippedAt = 102 * 1024;
const warnedAt = 90 * 1024;

export function drawChecks({ id, html }) {
  const mail = parseMail(html);
  const bytes = new TextEncoder().encode(html).length;
  const images = [...mail.images];
  const faults = findFaults(mail);
  const blank = images.filter(({ alt }) => alt === '').length;
  const known = element(
    'div',
    {},
    element('p', { className: 'quiet', textContent: 'Asking caniemail’s data …' }),
  );
  void drawFeatures(id, known);
  return sheet(
    section(
      'Size',
      verdict(Number(bytes > warnedAt), `${(bytes / 1024).toFixed(1)} KB`, 'Gmail clips at 102 KB'),
      Object.assign(element('meter'), {
        max: clippedAt,
        high: warnedAt,
        value: bytes,
        ariaLabel: 'Size of the HTML',
      }),
    ),
    section(
      'Structure',
      verdict(faults.length, 'Headings, language, tables, pictures', 'as they should be'),
      list(faults),
    ),
    section(
      'Pictures',
      element('p', {
        textContent: `${images.length} pictures, ${blank} of them without words because they decorate`,
      }),
      list(images.filter(({ alt }) => alt !== '').map(({ alt, src }) => `${alt}: ${src}`)),
    ),
    section('Mail programs', known),
  );
}

async function drawFeatures(id, place) {
  const { foreign, gaps } = await getJson(`/_mailbox/messages/${id}/features`);
  const rows = Object.entries(gaps).map(([feature, families]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row', textContent: feature }),
      element('td', { textContent: families }),
    ),
  );
  place.replaceChildren(
    verdict(foreign.length, 'Elements and properties', 'all of them weighed before'),
    list(foreign),
    element(
      'details',
      {},
      element('summary', {
        textContent: `${rows.length} features that some program lacks, by caniemail`,
      }),
      element('table', { className: 'gaps' }, element('tbody', {}, ...rows)),
    ),
  );
}

function verdict(count, what, good) {
  return element(
    'p',
    { className: count > 0 ? 'verdict bad' : 'verdict good' },
    element('b', { textContent: what }),
    count > 0 ? ` · ${count} with a fault` : ` · ${good}`,
  );
}

function section(title, ...children) {
  return element('section', {}, element('h2', { textContent: title }), ...children);
}

function list(lines) {
  return element('ul', {}, ...lines.map((line) => element('li', { textContent: line })));
}

function sheet(...children) {
  return element('div', { className: 'checks' }, ...children);
}
