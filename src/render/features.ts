// The HTML and CSS our mails are made of: everything here was weighed against caniemail's data.

/** Elements. What else a mail held would have come from somewhere it should not. */
const knownElements = new Set(
  'html head meta title style body div table tbody tr td h1 h2 h3 p span strong i a img bdi br xml o'.split(
    ' ',
  ),
);

/** CSS properties, inline and in the style elements. */
const knownProperties = new Set(
  [
    'background-color background-image color color-scheme supported-color-schemes opacity',
    'margin padding padding-left padding-right padding-right padding-top padding-bottom border',
    'border-top border-bottom border-color border-radius border-collapse outline display overflow',
    'width max-width max-height height aspect-ratio font-family font-size font-weight line-height letter-spacing',
    'text-align text-decoration text-decoration-line text-wrap vertical-align word-break',
    'mso-hide mso-line-height-rule mso-padding-alt mso-text-raise mso-font-width',
  ]
    .join(' ')
    .split(' '),
);

/** Elements and properties of a mail that are not known, each once. */
export function findForeignFeatures(html: string): string[] {
  const elements = [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name = '']) => name);
  const styles = [
    ...[...html.matchAll(/ style="([^"]*)"/g)].map(([, style = '']) => style),
    ...[...html.matchAll(/<style>(.*?)<\/style>/gs)].flatMap(([, css = '']) =>
      [...css.matchAll(/\{([^{}]*)\}/g)].map(([, rules = '']) => rules),
    ),
  ];
  const properties = styles.flatMap((style) =>
    [...style.matchAll(/(?:^|;)\s*([a-z-]+)\s*:/g)].map(([, name = '']) => name),
  );
  return [
    ...[...new Set(elements)].filter((name) => !knownElements.has(name.toLowerCase())),
    ...[...new Set(properties)].filter((name) => !knownProperties.has(name)),
  ];
}
