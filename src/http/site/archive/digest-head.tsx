// What a digest's page tells machines: Open Graph, feeds, structured data.

import { raw } from 'hono/html';
import { isoIn } from '../../../base/time-zone.ts';
import type { PublishedDigest } from '../../../digest/archive/archive.ts';
import { plainText } from '../../../digest/inline.ts';
import { straighten } from '../../ui/language.ts';
import type { Site } from '../../ui/site.ts';
import { type ArchivePlace, archiveQuery, feedForms } from './address.ts';

interface DigestHeadProps {
  site: Site;
  published: PublishedDigest;
  description: string;
}

export function DigestHead({ site, published, description }: DigestHeadProps) {
  const { digest } = published;
  const property = (name: string, content: string) => (
    <meta property={name} content={straighten(content)} />
  );
  return (
    <>
      {property('og:type', 'article')}
      {property('og:site_name', site.name)}
      {property('og:title', digest.headline)}
      {property('og:description', description)}
      {property('og:url', `${site.url}/digests/${published.slug}`)}
      {property('og:image', imageOf(site, published))}
      {digest.image?.alt ? property('og:image:alt', digest.image.alt) : null}
      {property('og:locale', localeOf(digest.language))}
      {property('article:published_time', isoIn(site.timezone, published.sentAt))}
      {property('article:modified_time', isoIn(site.timezone, published.updatedAt))}
      <meta name="twitter:card" content="summary_large_image" />
      <FeedLinks site={site} />
      <script type="application/ld+json">{raw(writeStructuredData(site, published))}</script>
    </>
  );
}

/** `place`: the part of the archive that the feeds follow. */
export function FeedLinks({ site, place = {} }: { site: Site; place?: ArchivePlace }) {
  return (
    <>
      {feedForms.map(({ type, path }) => (
        <link rel="alternate" type={type} title={site.name} href={path + archiveQuery(place)} />
      ))}
    </>
  );
}

/** schema.org `NewsArticle`, safe inside a script element: no `<` can close it or open another. */
function writeStructuredData(site: Site, published: PublishedDigest): string {
  const { digest } = published;
  const url = `${site.url}/digests/${published.slug}`;
  const publisher = {
    '@type': 'Organization',
    name: site.name,
    url: `${site.url}/`,
    logo: { '@type': 'ImageObject', url: `${site.url}/mark.png` },
  };
  const article = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: digest.headline,
    ...(digest.lead === undefined ? {} : { description: plainText(digest.lead) }),
    inLanguage: digest.language,
    url,
    mainEntityOfPage: url,
    datePublished: isoIn(site.timezone, published.sentAt),
    dateModified: isoIn(site.timezone, published.updatedAt),
    ...(digest.publishedOn === undefined ? {} : { dateCreated: digest.publishedOn }),
    image: [imageOf(site, published)],
    author: publisher,
    publisher,
    isAccessibleForFree: true,
    ...(published.corrections.length === 0
      ? {}
      : {
          correction: published.corrections.map(({ note, at }) => ({
            '@type': 'CorrectionComment',
            text: note,
            datePublished: isoIn(site.timezone, at),
          })),
        }),
    citation: digest.sections.flatMap(({ source }) =>
      source === undefined
        ? []
        : [
            {
              '@type': 'Article',
              name: source.title,
              url: source.url,
              ...(source.publishedOn === undefined ? {} : { datePublished: source.publishedOn }),
              ...(source.publisher === undefined
                ? {}
                : { publisher: { '@type': 'Organization', name: source.publisher } }),
            },
          ],
    ),
  };
  return JSON.stringify(article, (_, value: unknown) =>
    typeof value === 'string' ? straighten(value) : value,
  ).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The digest's own picture, or the card that stands for all of ours. */
function imageOf(site: Site, { digest }: PublishedDigest): string {
  return digest.image?.url ?? `${site.url}/assets/card.png`;
}

function localeOf(language: string): string {
  const { language: base, region } = new Intl.Locale(language).maximize();
  return region === undefined ? base : `${base}_${region}`;
}
