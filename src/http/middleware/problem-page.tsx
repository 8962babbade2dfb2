// The same problem as a page, where a person is looking.

import { accepts } from 'hono/accepts';
import type { AppContext } from '../context.ts';
import { answerPage, readLanguage, siteOf } from '../ui/answer-page.ts';
import { ProblemPage } from '../ui/problem.tsx';

const forPrograms = /^\/(api|webhooks)(\/|$)|\.(json|xml|txt|csv)$/;

/** Turns a problem into a page for who asks for HTML by name, as browsers do; else leaves it. */
export function showProblem(c: AppContext, problem: Response): Response | Promise<Response> {
  const supports = ['application/problem+json', 'application/json', 'text/html'];
  const [fallback = ''] = supports;
  const type = accepts(c, { header: 'Accept', supports, default: fallback });
  if (type !== 'text/html' || forPrograms.test(c.req.path)) return problem;
  const { status } = problem;
  const frame = siteAndLanguage(c);
  if (frame === null) return problem;
  const page = <ProblemPage {...frame} status={status} requestId={c.var.requestId} />;
  const kept = [...problem.headers].filter(([name]) => name !== 'content-type');
  return answerPage(page, Object.fromEntries(kept), status);
}

/** Null if the worker is not set up: then that is the problem to tell. */
function siteAndLanguage(c: AppContext) {
  try {
    return { site: siteOf(c), language: readLanguage(c) };
  } catch {
    return null;
  }
}
