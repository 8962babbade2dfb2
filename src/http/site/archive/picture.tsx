// A picture of a digest on the web, with its credit.

import type { Image } from '../../../digest/schema.ts';
import type { Words } from '../../../words/words.ts';

interface PictureProps {
  image: Image;
  words: Words['digest'];
  /** True: on the first screen, so it is not left for later. */
  isFirst?: boolean;
}

/** Its size is unknown, so it is fitted into the shape pictures for sharing have: nothing jumps. */
export function Picture({ image, words, isFirst }: PictureProps) {
  return (
    <figure>
      <img
        src={image.url}
        alt={image.alt}
        width="1200"
        height="630"
        decoding="async"
        loading={isFirst ? 'eager' : 'lazy'}
      />
      {image.credit === undefined ? null : (
        <figcaption>
          {words.picture}
          <bdi>{image.credit}</bdi>
        </figcaption>
      )}
    </figure>
  );
}
