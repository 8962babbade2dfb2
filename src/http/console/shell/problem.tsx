// What an editor sees where something is missing or went wrong.

import { consoleWordsFor } from '../../../words/console.ts';
import type { AppContext } from '../../context.ts';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeading } from '../ui/heading.tsx';
import { answerConsole, frameOf } from './frame.ts';
import { ConsolePage } from './page.tsx';

/** A problem as a page of the console; as it is for htmx and for programs, which read its status. */
export function showConsoleProblem(c: AppContext, problem: Response): Response | Promise<Response> {
  const isPage = c.req.header('accept')?.includes('text/html') && !c.req.header('hx-request');
  const frame = isPage ? frameIfSetUp(c) : null;
  if (frame === null) return problem;
  const words = consoleWordsFor(frame.language).shell.problem;
  const { heading, line } = words[kindOf(problem.status)];
  const kept = [...problem.headers].filter(([name]) => name !== 'content-type');
  return answerConsole(
    <ConsolePage {...frame} title={heading} current={null}>
      <div class="card">
        <PageHeading text={heading} language={frame.language} lead={line} />
        <ButtonLink href="/console">{words.home}</ButtonLink>
        <p class="hint quote">
          {words.quote} <code>{c.var.requestId}</code>
        </p>
      </div>
    </ConsolePage>,
    { status: problem.status, headers: Object.fromEntries(kept) },
  );
}

/** Null if the worker is not set up: then that is the problem to tell. */
function frameIfSetUp(c: AppContext) {
  try {
    return frameOf(c, null);
  } catch {
    return null;
  }
}

function kindOf(status: number) {
  if (status === 404 || status === 410) return 'missing';
  if (status === 403) return 'forbidden';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'broken' : 'refused';
}
