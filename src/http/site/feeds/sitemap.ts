// The sitemap: every public page that search engines should know.

import { isoIn } from '../../../base/time-zone.ts';
import type { Site } from '../../ui/site.ts';

/** sitemaps.org 0.9. Slugs are letters, digits and hyphens: nothing in an address needs escaping. */
export function writeSitemap(
  site: Site,
  digests: readonly { slug: string; updatedAt: Date }[],
): string {
  const entries = [
    `<url><loc>${escapeXml(site.url)}/</loc></url>`,
    `<url><loc>${escapeXml(site.url)}/subscribe</loc></url>`,
    ...digests.map(
      ({ slug, updatedAt }) =>
        `<url><loc>${escapeXml(`${site.url}/digests/${slug}`)}</loc><lastmod>${isoIn(site.timezone, updatedAt)}</lastmod></url>`,
    ),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
