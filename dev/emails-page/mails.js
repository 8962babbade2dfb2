// The pages of `npm run emails`: search, what is shown of each mail, and drawing again when a template is saved.

const $ = (id) => document.getElementById(id);
const chosen = {
  width: 'all',
  theme: 'all',
  ...JSON.parse(sessionStorage.getItem('mails') ?? '{}'),
};

new EventSource('/changes').onmessage = () => location.reload();

$('search').value = chosen.search ?? '';
$('search').addEventListener('input', ({ target }) => change({ search: target.value }));
$('images').addEventListener('click', () => change({ isBlocked: !chosen.isBlocked }));
for (const button of document.querySelectorAll('[data-choose]'))
  button.addEventListener('click', () => change({ [button.dataset.choose]: button.dataset.value }));
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === $('search')) return;
  event.preventDefault();
  $('search').focus();
});
show();

function change(changes) {
  Object.assign(chosen, changes);
  sessionStorage.setItem('mails', JSON.stringify(chosen));
  show();
}

function show() {
  const wanted = (chosen.search ?? '').toLowerCase().split(/\s+/);
  for (const place of document.querySelectorAll('[data-search]'))
    place.hidden = !wanted.every((word) => place.dataset.search.includes(word));
  const found = document.querySelectorAll('#list li:not([hidden])').length;
  $('count').textContent = `${found} mails`;
  $('none').hidden = found > 0;
  for (const button of document.querySelectorAll('[data-choose]'))
    button.setAttribute(
      'aria-pressed',
      String(chosen[button.dataset.choose] === button.dataset.value),
    );
  $('images').setAttribute('aria-pressed', String(!chosen.isBlocked));
  for (const figure of document.querySelectorAll('figure')) {
    const { width, theme } = figure.dataset;
    const isWidth = figure.closest('article') !== null || ['all', width].includes(chosen.width);
    figure.hidden = !isWidth || (width !== 'text' && !['all', theme].includes(chosen.theme));
  }
  for (const frame of document.querySelectorAll('iframe')) {
    const url = new URL(frame.src);
    if ((url.searchParams.get('images') === '0') === Boolean(chosen.isBlocked)) continue;
    url.searchParams.set('images', chosen.isBlocked ? '0' : '1');
    frame.src = url.href;
  }
}
