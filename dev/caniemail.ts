// Which features a mail uses that some client lacks, by caniemail.com's data, over all its clients.
import { setImmediate } from 'node:timers/promises';
import { caniemail } from 'caniemail';
import data from 'caniemail/caniemail.json' with { type: 'json' };

/** A feature's title → the families where it is missing or incomplete: `none: outlook; partial: aol`. */
export type Gaps = Record<string, string>;

type EmailClient = Parameters<typeof caniemail>[0]['clients'][number];
type Kind = 'none' | 'partial' | 'untested';

const clients = [
  ...new Set(
    data.data.flatMap(({ stats }) =>
      Object.entries(stats).flatMap(([family, platforms]) =>
        Object.keys(platforms).map((platform) => `${family}.${platform}` as EmailClient),
      ),
    ),
  ),
].sort();

/**
 * caniemail stops at the first feature it has no test of in some client. So the mail is taken
 * apart, each piece is asked about alone, and where that stops each client is asked alone.
 */
export async function findGaps(mails: readonly string[]): Promise<Gaps> {
  const found = new Map<string, Map<Kind, Set<string>>>();
  const note = (feature: string, kind: Kind, client: string) => {
    const kinds = found.get(feature) ?? new Map<Kind, Set<string>>();
    const families = kinds.get(kind) ?? new Set<string>();
    found.set(feature, kinds.set(kind, families.add(client.split('.')[0] ?? client)));
  };
  for (const piece of new Set(mails.flatMap(takeApart))) {
    ask(piece, note);
    // Some hundred pieces take seconds, and a mailbox must go on taking mail.
    await setImmediate();
  }
  return Object.fromEntries(
    [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([feature, kinds]) => [
        feature,
        [...kinds]
          .sort()
          .map(([kind, families]) => `${kind}: ${[...families].sort().join(', ')}`)
          .join('; '),
      ]),
  );
}

function ask(piece: string, note: (feature: string, kind: Kind, client: string) => void): void {
  const content = piece.startsWith('<') ? { html: piece } : { css: piece };
  const look = (asked: EmailClient[]) => {
    const { issues } = caniemail({ clients: asked, ...content });
    for (const [client, list] of issues.errors)
      for (const { title } of list) note(title, 'none', client);
    for (const [client, list] of issues.warnings)
      for (const { title } of list) note(title, 'partial', client);
  };
  try {
    look(clients);
  } catch {
    for (const client of clients) {
      try {
        look([client]);
      } catch (error) {
        const feature =
          error instanceof Error && /^Feature "(.+?)" not found/.exec(error.message)?.[1];
        if (!feature) throw error;
        note(feature, 'untested', client);
      }
    }
  }
}

/** Each kind of start tag, each declaration, each selector and media query, once. */
function takeApart(mail: string): string[] {
  const html = mail.replace(/<!--.*?-->/gs, '');
  const css = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, text = '']) => text).join('');
  const tags = [...html.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) =>
    tag.replace(/ style="[^"]*"/, '').replace(/="[^"]*"/g, '="x"'),
  );
  const inline = [...html.matchAll(/ style="([^"]*)"/g)].flatMap(([, style = '']) =>
    style.split(';'),
  );
  const rules = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  return [
    ...tags,
    ...[...inline, ...rules.flatMap(([, , declarations = '']) => declarations.split(';'))]
      .map((declaration) => declaration.replace('!important', '').trim())
      .filter((declaration) => declaration !== '' && !declaration.startsWith('mso-'))
      .map((declaration) => `a{${declaration}}`),
    ...rules.map(([, selector = '']) => `${selector.trim()}{color:red}`),
    ...[...css.matchAll(/@media[^{]+/g)].map(([query]) => `${query}{a{color:red}}`),
    ...(css.includes('!important') ? ['a{color:red!important}'] : []),
  ];
}
