// The mail and its checks follow what is typed: asked for at a pause, put in place without a reload.

import { fill } from '../../../../words/fill.ts';
import type { LookView } from '../../../api/copy-look.ts';
import { namePlace } from '../../editor/place.ts';
import { againMs } from '../shell/again.ts';
import type { Config } from './config.ts';
import { type Reader, watchReader } from './reader.ts';
import { lookAt } from './server.ts';
import { tell } from './tell.ts';
import type { Typed } from './typed.ts';

/** Typing that pauses so long is looked at; with the answer it stays under half a second. */
const restMs = 200;

interface Parts {
  form: HTMLFormElement;
  config: Config;
  read(): Typed;
  /** What it stands on, with each answer. */
  weighed?: ((evidence: LookView['evidence']) => void) | null;
}

/** Gives what is to be called when something was typed. */
export function watchLook(parts: Parts): (atOnce?: boolean) => void {
  const { form } = parts;
  const ways = form.querySelector<HTMLElement>('[data-ways]');
  const reading = form.querySelector<HTMLElement>('[data-reading]');
  const reader = reading && watchReader(reading, () => soon());
  let timer = 0;
  let asked = 0;
  let failures = 0;
  const look = async (links = false) => {
    const number = ++asked;
    const found = await lookAt(parts.config.id, parts.read(), queryOf(reader, links));
    // A later question has been asked: its answer is the one that counts.
    if (number !== asked) return;
    const failed = form.querySelector<HTMLElement>('[data-preview-failed]');
    if (failed) failed.hidden = found !== null;
    if (found !== null) {
      failures = 0;
      show(parts, found);
    } else if (timer === 0) lookIn(againMs(failures++));
  };
  const lookIn = (milliseconds: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      timer = 0;
      void look();
    }, milliseconds);
  };
  const soon = (atOnce = false) => lookIn(atOnce ? 0 : restMs);
  const dark = ways?.querySelector<HTMLInputElement>('[name="look-scheme"][value="dark"]');
  if (dark && matchMedia('(prefers-color-scheme: dark)').matches) dark.checked = true;
  ways?.addEventListener('input', () => soon());
  const linksButton = form.querySelector<HTMLButtonElement>('[data-check-links]');
  if (linksButton) {
    linksButton.addEventListener('click', async () => {
      linksButton.disabled = true;
      linksButton.textContent = parts.config.words.check.checking;
      await look(true);
      linksButton.disabled = false;
      linksButton.textContent = parts.config.words.check.links;
    });
  }
  form.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-jump]');
    if (link && jump(form, link.dataset.jump ?? '')) event.preventDefault();
  });
  // The review leads here with the place of what it warns of.
  if (location.hash !== '') jump(form, location.hash.slice(1));
  return soon;
}

function chosen(name: string): string {
  return document.querySelector<HTMLInputElement>(`[name="look-${name}"]:checked`)?.value ?? '';
}

function queryOf(reader: Reader | null, links: boolean): URLSearchParams {
  const person = reader?.known();
  return new URLSearchParams({
    scheme: chosen('scheme') || 'light',
    images: chosen('part') === 'off' ? 'off' : 'on',
    ...(person ? { subscriber: String(person.id) } : {}),
    ...(links ? { links: '1' } : {}),
  });
}

function show({ form, config, weighed }: Parts, look: LookView): void {
  const { words } = config;
  showMail(form, look);
  for (const place of form.querySelectorAll<HTMLElement>('[data-inbox]')) {
    place.textContent = look.inbox[place.dataset.inbox as keyof LookView['inbox']];
  }
  const size = form.querySelector('[data-size]');
  const kilobytes = Math.ceil(look.size.htmlBytes / 1024);
  if (size) size.textContent = fill(words.preview.size, { kilobytes });
  showChecks(form, config, look);
  weighed?.(look.evidence);
}

/**
 * Into the document that the frame has loaded, under the policy that it was loaded with: nothing is
 * loaded again, so nothing flickers and the place where one reads stays.
 */
function showMail(form: HTMLFormElement, look: LookView): void {
  const frame = form.querySelector<HTMLIFrameElement>('[data-mail]');
  const mail = frame?.contentDocument;
  if (!frame || !mail?.documentElement) return;
  // The document that stands there before the mail has come is under the policy of this page: it shows no style.
  if (mail.URL === 'about:blank' || mail.readyState === 'loading') {
    frame.addEventListener('load', () => showMail(form, look), { once: true });
    return;
  }
  const box = frame.parentElement;
  if (box) {
    box.dataset.width = chosen('width') || '375';
    box.style.setProperty('--scale', String(Math.min(1, (box.clientWidth - 20) / 640)));
  }
  const top = mail.scrollingElement?.scrollTop ?? 0;
  if (chosen('part') === 'text') {
    const text = mail.createElement('pre');
    text.textContent = look.text;
    text.style.cssText = 'white-space:pre-wrap;font:14px/1.7 monospace;padding:16px;margin:0';
    mail.body.replaceChildren(text);
  } else {
    mail.documentElement.innerHTML = look.html.replace(/^[\s\S]*?<html[^>]*>|<\/html>\s*$/g, '');
  }
  if (mail.scrollingElement) mail.scrollingElement.scrollTop = top;
}

function showChecks(form: HTMLFormElement, { words, language }: Config, look: LookView): void {
  const place = form.querySelector('[data-checks]');
  const all = [
    ...look.errors.map((check) => ({ ...check, tone: 'bad', chip: words.check.error })),
    ...look.warnings.map((check) => ({ ...check, tone: 'careful', chip: words.check.warning })),
  ];
  const summary = element('p', all.length === 0 ? 'soft' : 'soft small');
  const counts = { errors: look.errors.length, warnings: look.warnings.length };
  summary.textContent = all.length === 0 ? words.check.none : fill(words.check.summary, counts);
  const list = element('ul', 'checks');
  for (const { path, message, tone, chip } of all) {
    const item = element('li');
    const mark = element('span', `chip ${tone}`);
    mark.textContent = chip;
    const link = document.createElement('a');
    link.href = `#${path}`;
    link.dataset.jump = path;
    link.textContent = namePlace(words.fields, path);
    const told = element('span');
    told.append(link, language === 'ja' ? '：' : ': ', tell(message));
    item.append(mark, told);
    list.append(item);
  }
  place?.replaceChildren(summary, ...(all.length === 0 ? [] : [list]));
  countFaults(form, look);
}

function element(name: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  return made;
}

/** On the switch of a narrow window, and at the heads of sections. */
function countFaults(form: HTMLFormElement, { errors }: LookView): void {
  const count = form.querySelector<HTMLElement>('[data-fault-count]');
  if (count) {
    count.hidden = errors.length === 0;
    count.textContent = String(errors.length);
  }
  for (const chip of form.querySelectorAll<HTMLElement>('[data-faults]')) {
    const own = errors.filter(({ path }) => `${path}.`.startsWith(`${chip.dataset.faults}.`));
    chip.hidden = own.length === 0;
    chip.textContent = String(own.length);
  }
  const wrong = new Set(errors.map(({ path }) => path));
  for (const control of form.querySelectorAll('textarea, input[type="text"], input[type="date"]')) {
    if (wrong.has(control.id)) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
}

/** To the field of a check, or to the nearest thing around it; false if there is none. */
export function jump(form: HTMLFormElement, path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const item = form.querySelector(`[data-item="${CSS.escape(at)}"]`);
    const found =
      document.getElementById(at) ??
      document.getElementById(`${at}.text`) ??
      document.getElementById(`${at}.0`) ??
      document.getElementById(`${at}.title`) ??
      item?.querySelector('textarea, input');
    if (!(found instanceof HTMLElement) || !form.contains(found)) continue;
    form.dataset.view = 'write';
    for (const button of form.querySelectorAll('[data-view-switch]')) {
      const isWrite = (button as HTMLElement).dataset.viewSwitch === 'write';
      button.setAttribute('aria-pressed', String(isWrite));
    }
    for (
      let fold = found.closest('details');
      fold;
      fold = fold.parentElement?.closest('details') ?? null
    ) {
      fold.open = true;
    }
    found.focus();
    found.scrollIntoView({ block: 'center' });
    return true;
  }
  return false;
}
