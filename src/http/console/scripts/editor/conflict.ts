// Somebody else saved: both are shown, and one of four things is chosen before anything goes on.

import { findDifferences } from '../../../../editing/working-copy/differences.ts';
import type { Fields } from '../../../../editing/working-copy/fields.ts';
import { toFields } from '../../../../editing/working-copy/to-fields.ts';
import type { WorkingCopyView } from '../../../../editing/working-copy/view.ts';
import { namePlace } from '../../editor/place.ts';
import { openDialog } from '../shell/layers.ts';
import { showToast } from '../shell/toasts.ts';
import type { Autosave } from './autosave.ts';
import type { Config } from './config.ts';
import { getContent, getCopy, knownOf } from './server.ts';
import type { Typed } from './typed.ts';

interface Parts {
  config: Config;
  read(): Typed;
  autosave(): Autosave;
  /** Shows theirs in the form. */
  take(copy: WorkingCopyView): void;
  /** One was chosen: everything goes on. */
  settled(): void;
}

const dialog = () => document.querySelector<HTMLDialogElement>('#conflict');

export function watchConflict(parts: Parts): () => void {
  dialog()?.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-choice]') : null;
    if (button) void choose(parts, button.dataset.choice ?? '');
  });
  return () => {
    document.documentElement.dataset.conflict = '';
    openDialog('conflict');
  };
}

/** What the other one has: their copy, or the revision that was made beside this one. */
async function readTheirs({ config }: Parts): Promise<WorkingCopyView | null> {
  const copy = await getCopy(config.id);
  if (!copy?.isBehind) return copy;
  const digest = await getContent(config.id);
  if (digest === null) return null;
  const fields = toFields(digest.content);
  return { ...copy, fields, face: 'fields', basedOn: copy.revision, unplaced: [] };
}

async function choose(parts: Parts, choice: string): Promise<void> {
  const { config } = parts;
  const { words } = config;
  if (choice === 'copy') {
    await copyMine(parts);
    return;
  }
  const theirs = await readTheirs(parts);
  if (theirs === null) {
    showToast(words.why.offline, 'bad');
    return;
  }
  if (choice === 'see') {
    showBoth(parts, theirs);
    return;
  }
  // Theirs is what will be written over, or taken: a third one who saves now is a conflict again.
  const known = { ...knownOf(theirs), basedOn: theirs.revision };
  if (choice === 'theirs') {
    parts.take(theirs);
    parts.autosave().agree(known);
  }
  // A revision that was made beside the copy is taken by saving it over the copy.
  const mustSave = choice === 'mine' || theirs.isBehind;
  if (mustSave && !(await parts.autosave().overwrite(known))) return;
  delete document.documentElement.dataset.conflict;
  dialog()?.close();
  parts.settled();
}

function showBoth({ config, read }: Parts, theirs: WorkingCopyView): void {
  const { words } = config;
  const place = dialog()?.querySelector('[data-both]');
  const mine = read();
  const table = document.createElement('table');
  table.className = 'both';
  const row = (cells: readonly string[], name: 'th' | 'td') => {
    const line = table.insertRow();
    for (const text of cells) {
      const cell = document.createElement(name);
      cell.textContent = text;
      line.append(cell);
    }
  };
  row([words.conflict.place, words.conflict.yours, words.conflict.other], 'th');
  const differences =
    mine.face === 'fields'
      ? findDifferences(mine.fields, theirs.fields)
      : [{ path: 'markdown', before: mine.markdown, after: theirs.markdown }];
  for (const { path, before, after } of differences) {
    const said = (text: string) => (text.trim() === '' ? words.conflict.empty : text);
    row([namePlace(words.fields, path), said(before), said(after)], 'td');
  }
  const same = document.createElement('p');
  same.textContent = words.conflict.same;
  place?.replaceChildren(differences.length === 0 ? same : table);
}

async function copyMine({ config, read }: Parts): Promise<void> {
  const typed = read();
  const text = typed.face === 'markdown' ? typed.markdown : writePlain(config, typed.fields);
  const said = dialog()?.querySelector('[data-copied]');
  try {
    await navigator.clipboard.writeText(text);
    if (said) said.textContent = config.words.conflict.copied;
  } catch {
    // No right to the clipboard: then it stands there to be selected.
    const area = document.createElement('textarea');
    area.value = text;
    said?.replaceChildren(area);
    area.select();
  }
}

/** Every field under its name. */
function writePlain({ words }: Config, fields: Fields): string {
  const nothing = toFields({});
  return findDifferences(nothing, fields)
    .filter(({ path }) => !path.endsWith('.voice'))
    .map(({ path, after }) => `${namePlace(words.fields, path)}\n${after}\n`)
    .join('\n');
}
