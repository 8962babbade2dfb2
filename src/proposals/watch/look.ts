// Another look at a source that a digest cites: is it there, and is it still what was cited?

import { type ArticleRead, readArticle } from '../articles/read-article.ts';
import type { SourceWeb } from '../web/ask-web.ts';
import { likeness, type Sketch, sketchOf } from './sketch.ts';

export const lookStates = ['fine', 'gone', 'closed', 'changed'] as const;
export type LookState = (typeof lookStates)[number];

/** What was known of a source before. */
export interface Known {
  url: string;
  state: LookState;
  /** Of the text that was cited; null: nobody has seen it. */
  sketch: Sketch | null;
  /** Looks in a row that got no answer. */
  failures: number;
}

export interface Seen {
  state: LookState;
  sketch: Sketch | null;
  failures: number;
}

/** Below this it is another text: more than half of it is gone, or it has more than doubled. */
const leastAlike = 0.4;
/** A site may be away for an evening. */
const mostFailures = 2;

/** As a program of its own accord: what robots.txt keeps from it is not looked at, and stays as it was. */
export async function lookAgain(web: SourceWeb, known: Known): Promise<Seen> {
  return judge(await readArticle(web, known.url, { byRule: true }), known);
}

function judge(read: ArticleRead, known: Known): Seen {
  if (read.kind === 'read') {
    const now = sketchOf(read.article.text);
    const { sketch } = known;
    const isOther = sketch !== null && likeness(sketch, now) < leastAlike;
    return { state: isOther ? 'changed' : 'fine', sketch: sketch ?? now, failures: 0 };
  }
  const { code, value } = read.why;
  if (code === 'robots') return { ...known };
  if (read.kind === 'thin') return { ...known, state: 'closed', failures: 0 };
  if (isGone(code, value)) return { ...known, state: 'gone', failures: 0 };
  if (!['no_answer', 'too_slow', 'redirects', 'status'].includes(code)) {
    // A page, but none with an article that we can read: another than was cited, if somebody has read that.
    return { ...known, state: known.sketch === null ? 'fine' : 'changed', failures: 0 };
  }
  const failures = known.failures + 1;
  return { ...known, state: failures >= mostFailures ? 'gone' : known.state, failures };
}

function isGone(code: string, value: unknown): boolean {
  return (
    code === 'not_public' ||
    code === 'front_page' ||
    (code === 'status' && (value === 404 || value === 410))
  );
}
