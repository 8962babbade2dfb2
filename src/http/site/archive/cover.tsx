// The picture of a digest in the archive: its own, over chrysanthemums on water that are drawn for it.

import type { PublishedDigest } from '../../../digest/archive/archive.ts';

/** Around the middle, as far as 100: each kind is one petal, turned in rings. */
const kinds = [
  {
    petal: 'M0-20C-11-52-15-80-9-93C-5-100 5-100 9-93C15-80 11-52 0-20Z',
    rings: [
      { petals: 16, turned: 11.25, scale: 1, className: 'far' },
      { petals: 16, turned: 0, scale: 0.78, className: 'near' },
    ],
  },
  {
    petal: 'M0-16C-5-50-8-84-4-95C-2-100 2-100 4-95C8-84 5-50 0-16Z',
    rings: [
      { petals: 24, turned: 0, scale: 1, className: 'far' },
      { petals: 18, turned: 8, scale: 0.66, className: 'near' },
    ],
  },
  {
    petal: 'M0-14C-17-40-22-74-14-90C-8-100 8-100 14-90C22-74 17-40 0-14Z',
    rings: [
      { petals: 12, turned: 15, scale: 1, className: 'far' },
      { petals: 12, turned: 0, scale: 0.72, className: 'near' },
    ],
  },
] as const;

/** What the covers of a page are drawn of; once, before the first of them. */
export function Blooms() {
  return (
    <svg class="away" aria-hidden="true">
      <defs>
        {kinds.map(({ petal, rings }, kind) => (
          <>
            <path id={`petal-${kind}`} d={petal} />
            <g id={`bloom-${kind}`}>
              {rings.map(({ petals, turned, scale, className }) => (
                <g class={className}>
                  {Array.from({ length: petals }, (_, n) => {
                    const angle = Math.round((n * 360 * 100) / petals) / 100 + turned;
                    const size = scale === 1 ? '' : ` scale(${scale})`;
                    return <use href={`#petal-${kind}`} transform={`rotate(${angle})${size}`} />;
                  })}
                </g>
              ))}
              <circle r="15" />
            </g>
          </>
        ))}
      </defs>
    </svg>
  );
}

interface CoverProps {
  published: PublishedDigest;
  /** True: on the first screen, so it is not left for later. */
  isFirst: boolean;
}

/** Its place has one shape whatever the picture's, and the drawing fills it where none can be had. */
export function Cover({ published: { id, digest }, isFirst }: CoverProps) {
  const when = isFirst ? { fetchpriority: 'high' } : { loading: 'lazy' as const };
  return (
    <div class="cover">
      <Drawing id={id} />
      {digest.image === undefined ? null : (
        <img src={digest.image.url} alt="" width="1200" height="630" decoding="async" {...when} />
      )}
    </div>
  );
}

/** The same for the same digest, wherever it is shown. */
function Drawing({ id }: { id: string }) {
  const draw = drawFrom(id);
  const kind = draw(kinds.length);
  const isLeft = draw(2) === 0;
  const large = { x: (isLeft ? 440 : 760) + draw(80) - 40, y: 235 + draw(80), size: 24 + draw(6) };
  const small = { x: (isLeft ? 850 : 350) + draw(80) - 40, y: 300 + draw(120), size: 11 + draw(5) };
  const level = 450 + draw(40);
  return (
    <svg viewBox="0 0 1200 630" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {[large, small].map(({ x, y, size }, index) => (
        <use
          href={`#bloom-${index === 0 ? kind : (kind + 1) % kinds.length}`}
          transform={`translate(${x} ${y}) rotate(${draw(30)}) scale(${size / 10})`}
        />
      ))}
      {[0, 46, 92].map((below) => (
        <path class="stream" d={wave(level + below, 26 + draw(22), draw(160))} />
      ))}
    </svg>
  );
}

function wave(y: number, height: number, start: number): string {
  const left = start - 400;
  return `M${left} ${y}c130-${height} 270-${height} 400 0s270 ${height} 400 0 270-${height} 400 0 270 ${height} 400 0`;
}

/** Numbers below `limit` that follow from the id alone (a linear congruential generator). */
function drawFrom(id: string): (limit: number) => number {
  let state = Number.parseInt(id.replaceAll('-', '').slice(-8), 16);
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
