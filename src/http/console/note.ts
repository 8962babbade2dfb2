// What an editor did by a form, noted under the name of the operation that does the same.

import type { EditorCaller } from '../../access/caller.ts';
import type { AppContext } from '../context.ts';
import type { Operation } from '../endpoint/describe.ts';
import { nameOperation } from '../endpoint/openapi.ts';
import { noteAct } from '../middleware/note-act.ts';

/** `target`: a path of the API, of what was made or changed. */
export function noteAs(
  c: AppContext,
  editor: EditorCaller,
  method: Operation['method'],
  path: string,
  target: string,
): Promise<void> {
  return noteAct(c, { by: editor, action: nameOperation({ method, path }), target });
}
