// The script of the editor: puts its parts together.

import type { Fields } from '../../../editing/working-copy/fields.ts';
import type { WorkingCopyView } from '../../../editing/working-copy/view.ts';
import { fill } from '../../../words/fill.ts';
import { formatRecent } from '../ui/recent.ts';
import { createAutosave, type SaveState } from './editor/autosave.ts';
import { readConfig } from './editor/config.ts';
import { watchConflict } from './editor/conflict.ts';
import { watchEvidence } from './editor/evidence.ts';
import { readCame, readTyped, writeFields } from './editor/form.ts';
import { forget, type Kept, keep, listKept, tabName } from './editor/kept.ts';
import { watchLeaving } from './editor/leaving.ts';
import { watchLists } from './editor/lists.ts';
import { jump, watchLook } from './editor/look.ts';
import { watchMarks } from './editor/marks.ts';
import { showOutline } from './editor/outline.ts';
import { watchPaste } from './editor/paste.ts';
import { putCopy } from './editor/server.ts';
import { watchTestMail } from './editor/test-mail.ts';
import type { Typed } from './editor/typed.ts';
import { showUnplaced } from './editor/unplaced.ts';
import { watchViews } from './editor/views.ts';
import { showToast } from './shell/toasts.ts';

type Unplaced = WorkingCopyView['unplaced'];

const form = document.querySelector<HTMLFormElement>('#editor');
if (form) start(form);

function start(form: HTMLFormElement): void {
  const config = readConfig(form);
  const { words, id } = config;
  const tab = tabName(sessionStorage);
  const clock = (at: Date | number) => formatRecent(new Date(at), new Date(), config.language);
  let unplaced: Unplaced | null = null;

  const read = (): Typed => {
    const typed = readTyped(form);
    return typed.face === 'fields' && unplaced !== null ? { ...typed, unplaced } : typed;
  };
  const autosave = createAutosave(
    {
      read,
      put: (typed, known) => putCopy(id, typed, known),
      keep(typed, known) {
        const headline =
          typed.face === 'fields' ? typed.fields.headline : typed.markdown.slice(0, 80);
        const kept: Kept = { id, ...known, headline, at: Date.now(), typed };
        if (!keep(localStorage, tab, kept)) say(words.why.full, 'failed');
      },
      forget: () => forget(localStorage, id, tab),
      show,
      wait(milliseconds, then) {
        const timer = setTimeout(then, milliseconds);
        return () => clearTimeout(timer);
      },
      now: () => new Date(),
    },
    { known: { version: config.version, basedOn: config.basedOn }, typed: readCame(form) },
  );

  function say(text: string, dot: string): void {
    const place = document.querySelector('[data-state]');
    if (place) place.textContent = text;
    const mark = document.querySelector<HTMLElement>('[data-dot]');
    if (mark) mark.dataset.dot = dot;
  }

  function show(state: SaveState): void {
    guard();
    const away = document.querySelector<HTMLElement>('[data-signed-out]');
    if (away) away.hidden = !(state.kind === 'failed' && state.why === 'signedOut');
    if (state.kind === 'saved')
      say(state.at ? fill(words.saved, { time: clock(state.at) }) : words.unchanged, 'saved');
    else if (state.kind === 'unsaved') say(words.unsaved, 'unsaved');
    else if (state.kind === 'saving') say(words.saving, 'saving');
    else {
      say(fill(words.notSaved, { why: words.why[state.why] }), 'failed');
      if (state.why === 'conflict') openConflict();
    }
  }

  const openConflict = watchConflict({
    config,
    read,
    autosave: () => autosave,
    take,
    settled: changed,
  });
  const weighed = watchEvidence({
    form,
    config,
    read,
    write(fields) {
      fillForm(fields, unplaced ?? []);
      changed();
    },
    offerUndo,
  });
  const look = watchLook({ form, config, read, weighed });
  const guard = watchLeaving({ form, autosave, openConflict });

  function changed(): void {
    autosave.touch();
    look();
    showOutline(form, words);
  }

  function fillForm(fields: Fields, left: Unplaced): void {
    writeFields(form, fields);
    unplaced = left;
    showUnplaced(form, config, left);
    showOutline(form, words);
  }

  function take(copy: WorkingCopyView): void {
    if (copy.face !== config.face) {
      location.reload();
      return;
    }
    const area = form.querySelector<HTMLTextAreaElement>('#markdown');
    if (area) area.value = copy.markdown;
    else fillForm(copy.fields, copy.unplaced);
    unplaced = null;
    look(true);
  }

  function restore(): void {
    const own = listKept(localStorage).filter(({ kept }) => kept.id === id);
    const found = own.find((one) => one.tab === tab) ?? own[0];
    if (!found) return;
    const { kept } = found;
    const isTheirs = kept.typed.face !== config.face;
    if (!isTheirs && kept.typed.face === 'fields') {
      writeFields(form, kept.typed.fields);
      if (kept.typed.unplaced) unplaced = kept.typed.unplaced;
    } else if (!isTheirs && kept.typed.face === 'markdown') {
      const area = form.querySelector<HTMLTextAreaElement>('#markdown');
      if (area) area.value = kept.typed.markdown;
    }
    if (isTheirs || !autosave.isDirty()) return;
    if (found.tab !== tab) forget(localStorage, id, found.tab);
    showToast(fill(words.restored, { time: clock(kept.at) }), 'plain');
    if (kept.version !== config.version) {
      autosave.touch();
      autosave.stop();
      show({ kind: 'failed', why: 'conflict' });
    }
    changed();
  }

  function offerUndo(text: string, undo: () => void): void {
    const place = document.getElementById('undo');
    if (!place) return;
    const said = document.createElement('span');
    said.textContent = text;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'link';
    button.textContent = words.undo;
    button.addEventListener('click', () => {
      place.replaceChildren();
      undo();
    });
    place.replaceChildren(said, button);
  }

  form.addEventListener('input', ({ target }) => {
    const isWay = target instanceof HTMLInputElement && target.name.startsWith('look-');
    if (!isWay) changed();
  });
  form.addEventListener('change', changed);
  watchLists({
    form,
    words,
    changed,
    say: (text) => {
      const live = document.getElementById('said');
      if (live) live.textContent = text;
    },
    offerUndo,
  });
  watchMarks(form);
  watchPaste({ form, words, read, fill: fillForm, changed });
  watchTestMail({
    config,
    flush: () => autosave.flush(),
    revised(revision) {
      autosave.base(revision);
      const rest = document.querySelector('[data-rest]');
      if (rest)
        rest.textContent = `${words.states.draft}・${fill(words.revision, { number: revision })}`;
    },
  });

  form.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest('[data-placed]')) {
      unplaced = [];
      showUnplaced(form, config, []);
      changed();
    }
  });
  watchViews(form);

  restore();
  // Somebody was quicker than this script.
  if (autosave.isDirty()) changed();
  look(true);
  if (config.isBehind) {
    autosave.stop();
    show({ kind: 'failed', why: 'conflict' });
  }
  if (location.hash.length > 1) jump(form, decodeURIComponent(location.hash.slice(1)));
}
