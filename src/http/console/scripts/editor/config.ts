// What the page tells its scripts.

import type { EditorWords } from '../../editor/control.tsx';

export interface Config {
  id: string;
  version: number;
  /** The newest revision that was seen; null before there is one. */
  basedOn: number | null;
  isBehind: boolean;
  face: 'fields' | 'markdown';
  language: 'ja' | 'en';
  mayWrite: boolean;
  words: EditorWords;
}

export function readConfig(form: HTMLFormElement): Config {
  return JSON.parse(form.dataset.config ?? '{}') as Config;
}
