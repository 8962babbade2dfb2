// One press that does something to a send: a form of its own, so that it works without a script.

import type { Child } from 'hono/jsx';
import { Button } from '../ui/button.tsx';

interface ActProps {
  id: string;
  /** What the route does: see `route.tsx`. */
  act: string;
  tone?: 'main' | 'plain' | 'quiet' | 'grave';
  /** Further fields of the form. */
  fields?: Readonly<Record<string, string | number>>;
  children: Child;
}

/** Answers with the part of the page that shows how the send stands. */
export function Act({ id, act, tone = 'plain', fields = {}, children }: ActProps) {
  return (
    <form method="post" {...actsOn(id)}>
      <input type="hidden" name="act" value={act} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={String(value)} />
      ))}
      <Button tone={tone}>{children}</Button>
    </form>
  );
}

/** Where a form of this page goes, with and without a script. */
export function actsOn(id: string) {
  const path = `/console/sends/${id}`;
  return { action: path, 'hx-post': path, 'hx-target': '#standing', 'hx-swap': 'outerMorph' };
}
