// What acts: one gold button a page at most, the others quieter.

import type { Child } from 'hono/jsx';

type ButtonTone = 'main' | 'plain' | 'quiet' | 'grave';

interface ButtonProps {
  children: Child;
  /** `main`: what the page is for. `grave`: what cannot be undone. Plain unless told. */
  tone?: ButtonTone;
  type?: 'submit' | 'button';
  /** Whatever else the element needs: `name`, `value`, `hx-post`, `disabled` … */
  [attribute: string]: unknown;
}

export function Button({ children, tone = 'plain', type = 'submit', ...rest }: ButtonProps) {
  return (
    <button type={type} class={`button ${tone}`} {...rest}>
      {children}
    </button>
  );
}

/** A way to another page that looks like a button; `label` says more to who only hears it. */
export function ButtonLink({
  children,
  href,
  tone = 'plain',
  label,
}: Pick<ButtonProps, 'children' | 'tone'> & { href: string; label?: string }) {
  return (
    <a class={`button ${tone}`} href={href} {...(label ? { 'aria-label': label } : {})}>
      {children}
    </a>
  );
}
