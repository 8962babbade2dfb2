// A link that nobody sees or hears: what follows it is a program that looks at the mail.
/** @jsxImportSource react */
import { hidden } from './frame.tsx';

/**
 * Without words, out of the tab order, away from screen readers, and empty where a mail program
 * shows what is hidden. It leads to a page of ours that does nothing: following links is what
 * programs do, and must have no effect.
 */
export function BotTrap({ href }: { href: string }) {
  // biome-ignore lint/a11y/useAnchorContent: words would make it a link for people
  return <a href={href} aria-hidden="true" tabIndex={-1} style={hidden} />;
}
