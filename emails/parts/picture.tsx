// A picture as wide as its place, with its credit.
/** @jsxImportSource react */
import { Img } from '@react-email/components';
import { encodeUrl } from '../../src/digest/encoded-url.ts';
import type { Image } from '../../src/digest/schema.ts';
import { useLook } from '../look.tsx';
import { SpokenText } from './inline.tsx';

interface PictureProps {
  image: Image;
  /** The width on a full sheet, in px. */
  width: number;
}

/**
 * Its true proportions are unknown, so the size kept free for it (and used by Word) is that of the
 * picture nearly every article carries for sharing, 1200 × 630; browsers then keep the true ones.
 */
export function Picture({ image, width }: PictureProps) {
  const { colours, words } = useLook();
  return (
    <>
      <Img
        src={encodeUrl(image.url)}
        alt={image.alt}
        width={width}
        height={Math.round((width * 630) / 1200)}
        className="soft"
        style={{
          width: '100%',
          maxWidth: width,
          height: 'auto',
          borderRadius: 8,
          color: colours.soft,
        }}
      />
      {image.credit === undefined ? null : (
        <p className="soft" style={{ margin: '8px 0 0', lineHeight: 1.6, color: colours.soft }}>
          {words.digest.picture}
          <SpokenText text={image.credit} />
        </p>
      )}
    </>
  );
}
