// What is looked at: on a narrow window one column at a time, on a wide one the mail or the articles beside the form.

export function watchViews(form: HTMLFormElement): void {
  const press = (attribute: string, chosen: string) => {
    for (const one of form.querySelectorAll(`[${attribute}]`)) {
      one.setAttribute('aria-pressed', String(one.getAttribute(attribute) === chosen));
    }
  };
  let written = 0;
  const view = (chosen: string) => {
    if (form.dataset.view === 'write') written = window.scrollY;
    form.dataset.view = chosen;
    press('data-view-switch', chosen);
    // Back at the text where one left it; everything else begins at its top.
    if (getComputedStyle(form).getPropertyValue('--one-column') !== '')
      window.scrollTo(0, chosen === 'write' ? written : 0);
  };
  const beside = (chosen: string) => {
    form.dataset.beside = chosen;
    press('data-beside-switch', chosen);
  };
  form.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element &&
      target.closest<HTMLElement>('[data-view-switch], [data-beside-switch]');
    if (!button) return;
    const { viewSwitch, besideSwitch } = button.dataset;
    if (viewSwitch) view(viewSwitch);
    if (besideSwitch) beside(besideSwitch);
  });
  // Somebody wants to see a sentence in its article.
  form.addEventListener('look-beside', () => {
    beside('source');
    view('source');
  });
}
