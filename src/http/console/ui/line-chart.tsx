// A line over time: drawn on the server, with its numbers in a table beside it.

import { formatNumber } from './numbers.tsx';

interface ChartPoint {
  /** What stands under it: a day, an hour. */
  at: string;
  value: number;
  /** For the table alone: what the value is made of. */
  parts?: readonly number[];
}

interface LineChartProps {
  points: readonly ChartPoint[];
  /** What it shows, in one sentence: it stands for the picture. */
  label: string;
  language: string;
  /** The words over the table's columns and on what unfolds it. */
  words: { at: string; value: string; parts?: readonly string[]; table: string };
}

const width = 640;
const height = 160;

export function LineChart({ points, label, language, words }: LineChartProps) {
  const places = placesOf(points.map(({ value }) => value));
  const line = places.map(([x, y]) => `${x} ${y}`).join('L');
  const [first, last] = [points[0], points.at(-1)];
  return (
    <figure class="chart">
      <svg viewBox={`0 -4 ${width} ${height + 8}`} role="img" aria-label={label}>
        {places.length > 1 ? (
          <>
            <path class="area" d={`M0 ${height}L${line}L${width} ${height}Z`} />
            <path class="line" d={`M${line}`} vector-effect="non-scaling-stroke" />
          </>
        ) : null}
        <path class="ground" d={`M0 ${height}H${width}`} />
      </svg>
      <figcaption class="ends">
        <span>{first?.at}</span>
        <span>{last === first ? '' : last?.at}</span>
      </figcaption>
      <details>
        <summary>{words.table}</summary>
        <table class="table">
          <caption class="away">{label}</caption>
          <thead>
            <tr>
              <th scope="col">{words.at}</th>
              {[...(words.parts ?? []), words.value].map((heading) => (
                <th scope="col" class="number">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map(({ at, value, parts = [] }) => (
              <tr>
                <th scope="row">{at}</th>
                {[...parts, value].map((number, place) => (
                  <td class="number" data-heading={words.parts?.[place] ?? words.value}>
                    {formatNumber(number, language)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** From the lowest value, a little above the ground, to the highest: a line, not a sum, is looked at. */
function placesOf(values: readonly number[]): [number, number][] {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = width / Math.max(1, values.length - 1);
  return values.map((value, index) => {
    const share = span === 0 ? 0.5 : (value - low) / span;
    return [Math.round(index * step), Math.round(height * (0.9 - 0.85 * share))];
  });
}
