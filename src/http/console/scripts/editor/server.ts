// What the editor's scripts ask of the API.

import { findDifferences } from '../../../../editing/working-copy/differences.ts';
import type { WorkingCopyView } from '../../../../editing/working-copy/view.ts';
import type { LookView } from '../../../api/copy-look.ts';
import type { Known, Put } from './autosave.ts';
import type { Typed } from './typed.ts';

export async function putCopy(id: string, typed: Typed, known: Known): Promise<Put> {
  const body = JSON.stringify({ ...typed, basedOn: known.basedOn });
  const headers = { 'content-type': 'application/json', 'if-match': `"${known.version}"` };
  try {
    const answer = await fetch(copyUrl(id), { method: 'PUT', headers, body });
    if (answer.ok)
      return { kind: 'saved', known: knownOf((await answer.json()) as WorkingCopyView) };
    if (answer.status === 412) return settleConflict(id, typed);
    return { kind: answer.status === 401 || answer.status === 403 ? 'signedOut' : 'server' };
  } catch {
    return { kind: 'offline' };
  }
}

/**
 * Where the server has just this text already, nobody is in anybody's way: it is our own save, which came through
 * after its page had been left.
 */
async function settleConflict(id: string, typed: Typed): Promise<Put> {
  const theirs = await getCopy(id);
  if (theirs === null || theirs.isBehind || theirs.face !== typed.face) return { kind: 'conflict' };
  const isSame =
    typed.face === 'fields'
      ? findDifferences(theirs.fields, typed.fields).length === 0
      : theirs.markdown === typed.markdown;
  return isSame ? { kind: 'saved', known: knownOf(theirs) } : { kind: 'conflict' };
}

export function knownOf({ version, basedOn }: Pick<WorkingCopyView, 'version' | 'basedOn'>): Known {
  return { version, basedOn };
}

/** Null if it cannot be had now. */
export function getCopy(id: string): Promise<WorkingCopyView | null> {
  return ask<WorkingCopyView>(copyUrl(id));
}

export function getContent(id: string): Promise<{ content: unknown } | null> {
  return ask(`/api/digests/${id}`);
}

export function lookAt(id: string, typed: Typed, query: URLSearchParams): Promise<LookView | null> {
  const { face } = typed;
  const body =
    face === 'fields' ? { face, fields: typed.fields } : { face, markdown: typed.markdown };
  return ask(`${copyUrl(id)}/look?${query}`, body);
}

export function readPasted(
  text: string,
): Promise<Pick<WorkingCopyView, 'fields' | 'unplaced'> | null> {
  return ask('/api/working-copies/read', { text });
}

function copyUrl(id: string): string {
  return `/api/digests/${id}/working-copy`;
}

/** JSON from the API; with a body by POST. Null for a refusal, and for no answer. */
export async function ask<Answer>(
  url: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer | null> {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body ?? {}),
  };
  try {
    const answer = await fetch(url, body === undefined ? {} : post);
    return answer.ok ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}
