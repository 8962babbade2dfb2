// What a page calls itself, and its parts.

import type { Child } from 'hono/jsx';
import { Phrases } from '../../ui/text.tsx';

interface PageHeadingProps {
  text: string;
  language: string;
  /** A line over the heading: where we are, or the day. */
  over?: Child;
  /** A line under it: what this page is for. */
  lead?: Child;
  /** What can be done here, at the right. */
  actions?: Child;
}

/** The one `h1` of a page. */
export function PageHeading({ text, language, over, lead, actions }: PageHeadingProps) {
  return (
    <div class="heading">
      <div>
        {over ? <p class="over">{over}</p> : null}
        <h1>
          <Phrases text={text} language={language} />
        </h1>
        {lead ? <p class="under">{lead}</p> : null}
      </div>
      {actions ? <div class="actions">{actions}</div> : null}
    </div>
  );
}

interface CardProps {
  heading?: Child;
  /** At the right of the heading: as of when, or one thing to do. */
  aside?: Child;
  id?: string;
  children: Child;
}

/** A sheet of a page, under a heading of its own. */
export function Card({ heading, aside, id, children }: CardProps) {
  return (
    <section class="card" {...(id ? { id } : {})}>
      {heading ? (
        <div class="card-head">
          <h2>{heading}</h2>
          {aside ? <div class="aside">{aside}</div> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}
