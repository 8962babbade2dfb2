// The article beside the form: that of the section one is in, with the sentence of the point lit.

import type { WeighedPoint, WeighedSection } from '../../../../proposals/commands/weigh.ts';
import type { Config } from './config.ts';

interface Place {
  section: WeighedSection | undefined;
  point: WeighedPoint | undefined;
}

/** Gives what is to be called when the evidence is another: the lights follow. */
export function watchArticle(
  form: HTMLFormElement,
  config: Config,
  find: (path: string) => Place,
): () => void {
  const frame = form.querySelector<HTMLElement>('[data-article-frame]');
  const names = form.querySelector<HTMLElement>('[data-articles]');
  const texts = new Map<string, Promise<string | null>>();
  let shown = '';
  let path = 'sections.0';
  /** Somebody has gone to another place since a sentence was brought into view. */
  let isDue = false;

  function load(article: string): Promise<string | null> {
    const known = texts.get(article);
    if (known) return known;
    const url = `/console/proposals/${names?.dataset.articles}/articles/${article}`;
    const asked = fetch(url, { headers: { 'hx-request': 'true' } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .catch(() => null);
    texts.set(article, asked);
    void asked.then((text) => text === null && texts.delete(article));
    return asked;
  }

  async function show(article: string): Promise<void> {
    if (shown === article || !frame) return;
    shown = article;
    const text = await load(article);
    // Somebody has gone on to another meanwhile.
    if (shown !== article) return;
    if (text === null) {
      shown = '';
      frame.textContent = config.words.evidence.missing;
      return;
    }
    const page = new DOMParser().parseFromString(text, 'text/html');
    frame.replaceChildren(...page.body.childNodes);
    frame.scrollTop = 0;
  }

  async function follow(): Promise<void> {
    const { section, point } = find(path);
    if (!section) return;
    await show(section.article);
    if (find(path).section?.article !== section.article) return;
    for (const link of names?.querySelectorAll<HTMLElement>('[data-article]') ?? []) {
      link.toggleAttribute('aria-current', link.dataset.article === section.article);
    }
    light(section, point);
  }

  function light(section: WeighedSection, point: WeighedPoint | undefined): void {
    const carrying = new Set(section.points.flatMap(({ evidence }) => evidence?.sentence ?? []));
    for (const sentence of frame?.querySelectorAll<HTMLElement>('.article span[id]') ?? []) {
      const n = Number(sentence.id.slice(1));
      sentence.classList.toggle('carries', carrying.has(n));
      const isLit = n === point?.evidence?.sentence;
      sentence.classList.toggle('lit', isLit);
      sentence.classList.toggle('unsure', isLit && !point.grounded);
      if (isLit && isDue) bring(sentence);
    }
    isDue = false;
  }

  /** Into the middle of its frame, where it has one: the page around it then stays where it is. */
  function bring(sentence: HTMLElement): void {
    if (!frame) return;
    if (frame.scrollHeight <= frame.clientHeight) {
      // On a narrow window the article has the whole page.
      if (form.dataset.view === 'source') sentence.scrollIntoView({ block: 'center' });
      return;
    }
    const { top, height } = sentence.getBoundingClientRect();
    const { top: above, height: room } = frame.getBoundingClientRect();
    if (top >= above && top + height <= above + room) return;
    frame.scrollTop += top - above - (room - height) / 2;
  }

  function goTo(target: EventTarget | null): void {
    const item = target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null;
    if (!form.contains(item) || !item?.dataset.item?.startsWith('sections.')) return;
    path = item.dataset.item;
    isDue = true;
    void follow();
  }

  form.addEventListener('focusin', ({ target }) => goTo(target));
  // Somebody was quicker than this script.
  goTo(document.activeElement);
  form.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const name = event.target.closest<HTMLElement>('[data-article]');
    const lights = event.target.closest('[data-lights]');
    const item = lights?.closest<HTMLElement>('[data-item]');
    if (!name && !item) return;
    event.preventDefault();
    path = name?.dataset.of ?? item?.dataset.item ?? '';
    if (item) form.dispatchEvent(new CustomEvent('look-beside', { detail: 'source' }));
    isDue = true;
    void follow();
  });
  return () => void follow();
}
