// A page that says one thing: a heading, a few calm lines, perhaps a button.

import type { Child } from 'hono/jsx';
import { type Frame, Layout } from './layout.tsx';
import { Phrases } from './text.tsx';

interface NoticeProps extends Frame {
  heading: string;
  lines: readonly string[];
  children?: Child;
}

export function Notice({ heading, lines, children, ...frame }: NoticeProps) {
  return (
    <Layout {...frame} title={heading} isPrivate>
      <div class="sheet notice">
        <img src="/mark.svg" width="48" height="48" alt="" />
        <h1>
          <Phrases text={heading} language={frame.language} />
        </h1>
        {lines.map((line) => (
          <p>{line}</p>
        ))}
        {children}
      </div>
    </Layout>
  );
}

/** Names and values, such as the address and the list a page speaks of. */
export function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface OneButtonProps {
  action: string;
  label: string;
  /** Beside the button, for those who came by mistake. */
  tone?: 'quiet';
}

/** A form that is only its button. */
export function OneButton({ action, label, tone }: OneButtonProps) {
  return (
    <form method="post" action={action}>
      <button type="submit" class={tone ? `button ${tone}` : 'button'}>
        {label}
      </button>
    </form>
  );
}
