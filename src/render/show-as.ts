// A mail's HTML as a certain reader's program would show it: for previews, never for a mail.

export interface ShowAs {
  /** `auto`: as whoever looks has set their system. */
  scheme: 'auto' | 'light' | 'dark';
  images: boolean;
}

/** Our own markup is regular, so patterns are enough; what they miss shows as it is. */
export function showAs(html: string, { scheme, images }: ShowAs): string {
  const inScheme =
    scheme === 'auto'
      ? html
      : html
          .replaceAll(
            '@media (prefers-color-scheme:dark)',
            `@media ${scheme === 'dark' ? 'all' : 'not all'}`,
          )
          .replaceAll('color-scheme:light dark', `color-scheme:${scheme}`);
  // A picture without an address shows its words.
  return images ? inScheme : inScheme.replace(/(<img [^>]*?) ?src="[^"]*"/g, '$1');
}
