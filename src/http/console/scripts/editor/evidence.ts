// What a digest made of articles stands on, kept in step: marks at the points, and their sentences lit beside.

import { disarmLinks } from '../../../../digest/inline.ts';
import type { Fields } from '../../../../editing/working-copy/fields.ts';
import type { ProposalView } from '../../../../proposals/commands/schema.ts';
import type { Weighed, WeighedPoint } from '../../../../proposals/commands/weigh.ts';
import { keptPoints, mergeRedone } from '../../editor/evidence/redone.ts';
import { tellAmount, tellGrounded, tellPoint } from '../../editor/evidence/tell-point.ts';
import { showToast } from '../shell/toasts.ts';
import { watchArticle } from './article.ts';
import type { Config } from './config.ts';
import { insertText } from './insert.ts';
import { ask } from './server.ts';
import type { Typed } from './typed.ts';

interface Parts {
  form: HTMLFormElement;
  config: Config;
  read(): Typed;
  /** Puts these into the form, and saves them. */
  write(fields: Fields): void;
  /** Says it with a button that brings it back. */
  offerUndo(text: string, undo: () => void): void;
}

/** Gives what is to be called with each look; null where the digest was not made of articles. */
export function watchEvidence(parts: Parts): ((weighed: Weighed | null) => void) | null {
  const { form, config } = parts;
  if (form.dataset.beside === undefined) return null;
  let weighed: Weighed | null = null;
  const article = watchArticle(form, config, (path) => ({
    section: weighed?.sections.find((one) => `${path}.`.startsWith(`${one.path}.`)),
    point: weighed?.sections.flatMap(({ points }) => points).find((one) => one.path === path),
  }));
  form.addEventListener('click', (event) => {
    const press =
      event.target instanceof Element ? event.target.closest('[data-quote], [data-redo]') : null;
    const item = press?.closest<HTMLElement>('[data-item]');
    if (!press || !item || weighed === null) return;
    event.preventDefault();
    if (press.matches('[data-quote]')) quote(parts, weighed, item);
    else if (press instanceof HTMLButtonElement) void redo(parts, weighed, item, press);
  });
  return (now) => {
    weighed = now;
    if (now) show(parts, now);
    article();
  };
}

function show({ form, config }: Parts, weighed: Weighed): void {
  const { words, language } = config;
  const points = weighed.sections.flatMap((section) => section.points);
  for (const item of form.querySelectorAll<HTMLElement>(
    '[data-list="source.points"] > [data-item]',
  )) {
    const point = points.find(({ path }) => path === item.dataset.item);
    const place = item.querySelector<HTMLElement>(':scope > [data-evidence]');
    if (point) showPoint(item, place, point, weighed.proposal, config);
    else place?.remove();
  }
  for (const mark of form.querySelectorAll<HTMLElement>('[data-proposed]')) {
    mark.hidden = !weighed.asProposed.includes(mark.dataset.proposed ?? '');
  }
  for (const foot of form.querySelectorAll<HTMLElement>('[data-section-evidence]')) {
    const path = foot.closest<HTMLElement>('[data-list="sections"] > [data-item]')?.dataset.item;
    const section = weighed.sections.find((one) => one.path === path);
    foot.hidden = section === undefined;
    if (section === undefined) continue;
    const amount = foot.querySelector('[data-amount]');
    if (amount) amount.textContent = tellAmount(section.copied, words.evidence, language);
    const over = foot.querySelector<HTMLElement>('[data-over]');
    if (over) over.hidden = !section.copied.isOver;
  }
  const grounded = form.querySelector('[data-grounded]');
  if (grounded) grounded.textContent = tellGrounded(weighed, words.evidence);
}

/** The same as `PointEvidence` of the page; what did not change is left alone, so that no focus is lost. */
function showPoint(
  item: HTMLElement,
  place: HTMLElement | null,
  point: WeighedPoint,
  proposal: string,
  { words: { evidence: words }, language }: Config,
): void {
  const { tone, mark, said } = tellPoint(point, words, language);
  const { evidence, grounded } = point;
  const key = JSON.stringify([mark, said, evidence?.sentence, grounded]);
  if (place?.dataset.evidence === key) return;
  const line = place ?? document.createElement('div');
  line.className = 'evidence';
  line.dataset.evidence = key;
  const chip = textElement('span', `chip ${tone}`, mark);
  const parts: HTMLElement[] = [chip, textElement('span', 'soft small', said)];
  if (evidence && !grounded) {
    const button = textElement('button', 'link small', words.quote);
    button.setAttribute('type', 'button');
    button.dataset.quote = '';
    parts.push(button);
  }
  if (evidence) {
    const link = textElement('a', 'small', words.inArticle);
    const address = `/console/proposals/${proposal}/articles/${evidence.article}#s${evidence.sentence}`;
    link.setAttribute('href', address);
    link.setAttribute('target', '_blank');
    link.dataset.lights = '';
    parts.push(link);
  }
  line.replaceChildren(...parts);
  if (!place) item.append(line);
}

function textElement(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** The source's own sentence, in the place of a point that it does not say; the browser's Undo brings the point back. */
function quote({ config }: Parts, { sections }: Weighed, item: HTMLElement): void {
  const point = sections
    .flatMap(({ points }) => points)
    .find(({ path }) => path === item.dataset.item);
  const area = item.querySelector('textarea');
  if (!point?.evidence || !area) return;
  area.focus();
  area.select();
  insertText(area, disarmLinks(point.evidence.text));
  showToast(config.words.evidence.quoted, 'good');
}

async function redo(
  { config, read, write, offerUndo }: Parts,
  { proposal, sections }: Weighed,
  item: HTMLElement,
  button: HTMLButtonElement,
): Promise<void> {
  const { evidence: words } = config.words;
  const at = Number(
    item.closest<HTMLElement>('[data-list="sections"] > [data-item]')?.dataset.item?.split('.')[1],
  );
  const typed = read();
  const before = sections.find(({ path }) => path === `sections.${at}`);
  if (typed.face !== 'fields' || !before) return;
  const section = typed.fields.sections[at];
  const keep = section && keptPoints(section, before);
  if (!keep) {
    showToast(words.notRedone);
    return;
  }
  button.disabled = true;
  const url = `/api/proposals/${proposal}/sections/${before.n}/redo`;
  const made = await ask<ProposalView>(url, { keep });
  button.disabled = false;
  const after = made?.sections[before.n];
  if (!after) {
    showToast(made ? words.failed : words.notRedone, made ? 'bad' : 'plain');
    return;
  }
  // What was typed while it was made stays, too: only this section is another.
  const now = read();
  if (now.face !== 'fields') return;
  const mine = now.fields.sections[at];
  if (!mine || mine.source.url !== section.source.url) return;
  const isStill = JSON.stringify(mine) === JSON.stringify(section);
  if (!isStill) {
    showToast(words.failed, 'bad');
    return;
  }
  const fields = {
    ...now.fields,
    sections: now.fields.sections.with(at, mergeRedone(section, before, after)),
  };
  write(fields);
  offerUndo(words.redone, () => {
    const later = read();
    if (later.face === 'fields')
      write({ ...later.fields, sections: later.fields.sections.with(at, section) });
  });
}
