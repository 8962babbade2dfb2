// Links with the same words that lead elsewhere: read out as a list, they cannot be told apart.

export interface NamedLink {
  href: string;
  label: string;
}

/** Each link whose words led to another address before, with that address. */
export function findSameWords<Link extends NamedLink>(
  links: readonly Link[],
): { link: Link; other: string }[] {
  const firstOf = new Map<string, string>();
  return links.flatMap((link) => {
    const other = firstOf.get(link.label);
    if (other === undefined) firstOf.set(link.label, link.href);
    return other === undefined || other === link.href ? [] : [{ link, other }];
  });
}
