// What a page says about itself: done, careful, wrong.

import type { Child } from 'hono/jsx';

export type Tone = 'plain' | 'good' | 'careful' | 'bad';

interface NoticeProps {
  tone?: Tone;
  heading?: Child;
  /** What can be done about it. */
  actions?: Child;
  children?: Child;
}

/** Something wrong interrupts who listens to the page; all else waits for its turn. */
export function Notice({ tone = 'plain', heading, actions, children }: NoticeProps) {
  return (
    <div class={`notice-line ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <div>
        {heading ? <p class="notice-head">{heading}</p> : null}
        {children}
      </div>
      {actions ? <div class="actions">{actions}</div> : null}
    </div>
  );
}

/** A state in one or two words. */
export function Chip({ tone = 'plain', children }: { tone?: Tone; children: Child }) {
  return <span class={`chip ${tone}`}>{children}</span>;
}

interface EmptyProps {
  heading: Child;
  /** What would stand here, and how it comes to be. */
  children: Child;
  actions?: Child;
}

/** Where nothing is yet: it teaches the first step. */
export function Empty({ heading, children, actions }: EmptyProps) {
  return (
    <div class="empty">
      <p class="empty-head">{heading}</p>
      <p class="soft">{children}</p>
      {actions ? <div class="actions">{actions}</div> : null}
    </div>
  );
}
