// What the page of a send shows, read once for all its parts.

import { type EditorCaller, holdsScope, seesReaders } from '../../../access/caller.ts';
import { selectListsBySlug } from '../../../audience/lists/queries.ts';
import { readDigest } from '../../../digest/store.ts';
import { readCopy } from '../../../editing/working-copy/save.ts';
import { type CellRow, readCells } from '../../../sending/report/problem-queries.ts';
import { type ProblemsView, readProblems } from '../../../sending/report/problems.ts';
import { readSend } from '../../../sending/report/report.ts';
import type { SendView } from '../../../sending/report/send-view.ts';
import type { Deps } from '../../../wiring.ts';

export interface SendFacts {
  send: SendView;
  digest: {
    headline: string;
    language: string;
    newest: number;
    /** Something was typed since that is in no revision. */
    isUnkept: boolean;
  };
  /** Their names. */
  lists: string[];
  /** Whose clocks the page shows: the first list's, or the house's. */
  zone: string;
  cells: CellRow[];
  problems: ProblemsView;
  now: Date;
  isOff: boolean;
  mayAct: boolean;
  /** Viewers do not see who the readers are. */
  showsReaders: boolean;
}

/** Marks of the strip; a million readers are then 3,400 a mark. */
const mostCells = 300;

/** Throws `not_found`. */
export async function readFacts(deps: Deps, id: string, editor: EditorCaller): Promise<SendFacts> {
  const { db, env } = deps;
  const send = await readSend(db, id);
  const { content } = await readDigest(db, send.digestId, send.revision);
  const { revision: newest } = await readDigest(db, send.digestId);
  const { changedAt } = await readCopy(db, send.digestId);
  const lists = await selectListsBySlug(db, send.lists);
  const isBegun = send.startedAt !== null;
  return {
    send,
    digest: {
      headline: content.headline,
      language: content.language,
      newest,
      isUnkept: changedAt !== null,
    },
    lists: lists.map(({ name }) => name),
    zone: lists[0]?.timezone ?? env.TIMEZONE,
    cells: isBegun ? await readCells(db, id, mostCells) : [],
    problems: await readProblems(db, id),
    now: deps.clock(),
    isOff: env.SENDING === 'off',
    mayAct: holdsScope(editor, 'send'),
    showsReaders: seesReaders(editor),
  };
}
