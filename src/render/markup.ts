// React elements to the bytes-saving HTML of a mail: no comment markers, Word's code in place.
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { sheetWidth, wordCss } from '../../emails/theme.ts';

/**
 * Static markup instead of a stream: no `<!-- -->` between texts, no placeholders for suspense, and
 * no chunk borders inside a Japanese character (where older stream readers put NUL bytes).
 */
export function renderMarkup(element: ReactElement): string {
  return finishMarkup(renderToStaticMarkup(element));
}

const wordOpen = `<!--[if mso]><table role="presentation" width="${sheetWidth}" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->`;
const wordHead =
  '<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office">' +
  '<o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>' +
  `<style>${wordCss}</style><![endif]-->`;

/** The pieces React cannot write: the doctype and conditional comments for Word's engine. */
function finishMarkup(html: string): string {
  const body = html
    .replace('<word-head></word-head>', wordHead)
    .replace('<word-open></word-open>', wordOpen)
    .replace('<word-close></word-close>', '<!--[if mso]></td></tr></table><![endif]-->')
    // Names of attributes have no capitals; the quotes of a text are escaped, so only tags hold these.
    .replaceAll(' cellPadding="0" cellSpacing="0"', ' cellpadding="0" cellspacing="0"')
    // React 19 asks browsers to preload pictures; in a mail that is only weight.
    .replace(/<link rel="preload" as="image"[^>]*>/g, '');
  return `<!DOCTYPE html>${body}`;
}
