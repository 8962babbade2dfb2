// The size of a picture, read from the first bytes of a PNG, JPEG, GIF or WebP file.

export interface PictureSize {
  width: number;
  height: number;
}

/** Null for anything else, and for a file cut off before it says its size. */
export function readPictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47) return size(view.getUint32(16), view.getUint32(20));
    if (tagAt(view, 0) === 'GIF8') return size(view.getUint16(6, true), view.getUint16(8, true));
    if (tagAt(view, 0) === 'RIFF' && tagAt(view, 8) === 'WEBP') return readWebp(view);
    return view.getUint16(0) === 0xffd8 ? readJpeg(view) : null;
  } catch {
    // A read beyond the end.
    return null;
  }
}

/** JPEG: the first start-of-frame segment; C4, C8 and CC look like one and are not. */
function readJpeg(view: DataView): PictureSize | null {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
    } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return size(view.getUint16(at + 7), view.getUint16(at + 5));
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
}

/** WebP: lossy, lossless, or the extended header that goes before both. */
function readWebp(view: DataView): PictureSize | null {
  switch (tagAt(view, 12)) {
    case 'VP8 ':
      return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return size((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }
    case 'VP8X':
      return size((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1);
    default:
      return null;
  }
}

function size(width: number, height: number): PictureSize | null {
  return width > 0 && height > 0 ? { width, height } : null;
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}
