// A mail's HTML prepared for the reading page: colour scheme chosen, images on or off, no scripts.

export interface MailView {
  dark: boolean;
  images: boolean;
}

/**
 * The mail as a client with this colour scheme would show it. Each `prefers-color-scheme` test is
 * replaced by one that is always or never true, so that compound queries keep their other parts.
 */
export function prepareMail(html: string, { dark }: MailView): string {
  const decided = html.replace(
    /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi,
    (_, scheme: string) =>
      (scheme.toLowerCase() === 'dark') === dark ? '(min-width:0px)' : '(max-width:0px)',
  );
  const supportsDark = /color-scheme["'\s:=][^>;]*\bdark\b/i.test(html);
  const scheme = dark && supportsDark ? 'dark' : 'only light';
  const style = `<style>:root{color-scheme:${scheme}!important}</style>`;
  // Links open in their own tab; the frame itself never leaves the mail.
  const extra = `<base target="_blank">${style}`;
  return /<\/head>/i.test(decided)
    ? decided.replace(/<\/head>/i, () => `${extra}</head>`)
    : `${extra}${decided}`;
}

/** Headers under which a mail may be shown: it can run nothing and reach nothing but images. */
export function mailHeaders({ images }: MailView): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline' https:",
    images ? 'img-src http: https: data:' : "img-src 'none'",
    'font-src https: data:',
    "form-action 'none'",
    "frame-ancestors 'self'",
    // Without scripts; of the page's origin, so that the page hears its keys.
    'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
  };
}
