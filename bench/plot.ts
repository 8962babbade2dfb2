// Draws how the cost of a send grows with its size.

import type { RecordedResult } from './results.ts';

interface Point {
  recipients: number;
  /** Microseconds of CPU per recipient, of worker and database together. */
  cost: number;
}

interface Line {
  name: string;
  colour: string;
  points: Point[];
}

const [width, height] = [720, 420];
const frame = { left: 76, right: 180, top: 64, bottom: 56 };
const sizes = { from: 4, to: 6 };
const costs = { from: 1, to: 4 };

/** The plot of recorded sends as SVG. */
export function plotSends(results: readonly RecordedResult[]): string {
  return drawPlot([
    { name: 'naive twin', colour: '#b3541e', points: results.map((r) => pointOf(r, 'naive')) },
    { name: 'html', colour: '#24527a', points: results.map((r) => pointOf(r, 'html')) },
    {
      name: 'hosted template',
      colour: '#3f7d4e',
      points: results.map((r) => pointOf(r, 'template')),
    },
  ]);
}

interface Cost {
  cpuMicrosPerRecipient: { worker: number; postgres: number };
}

/** The naive twin is measured on a part of the audience: it is drawn at the size it stands beside. */
function pointOf(
  { recipients, figures }: RecordedResult,
  twin: 'html' | 'template' | 'naive',
): Point {
  return { recipients, cost: costOf((figures as Record<string, Cost>)[twin]) };
}

function costOf(cost: Cost | undefined): number {
  if (!cost) throw new Error('A result without its CPU figures');
  return cost.cpuMicrosPerRecipient.worker + cost.cpuMicrosPerRecipient.postgres;
}

function drawPlot(drawn: readonly Line[]): string {
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    '<title>CPU per recipient over the size of a send</title>',
    `<rect width="${width}" height="${height}" fill="#fffdf8"/>`,
    `<text x="${frame.left}" y="30" font-size="16" font-weight="600" fill="#222">What one recipient costs, by the size of the send</text>`,
    `<text x="${frame.left}" y="48" fill="#555">µs of CPU, worker and PostgreSQL together; lower is better</text>`,
    ...drawGrid(),
    ...drawn.map(drawLine),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function drawGrid(): string[] {
  const grid: string[] = [];
  for (let power = costs.from; power <= costs.to; power++) {
    const y = yOf(10 ** power);
    grid.push(
      `<line x1="${frame.left}" x2="${width - frame.right}" y1="${y}" y2="${y}" stroke="#e4ddcf"/>`,
      `<text x="${frame.left - 10}" y="${y + 4}" text-anchor="end" fill="#555">${label(10 ** power)}</text>`,
    );
  }
  for (let power = sizes.from; power <= sizes.to; power++) {
    const x = xOf(10 ** power);
    grid.push(
      `<line x1="${x}" x2="${x}" y1="${frame.top}" y2="${height - frame.bottom}" stroke="#e4ddcf"/>`,
      `<text x="${x}" y="${height - frame.bottom + 22}" text-anchor="middle" fill="#555">${label(10 ** power)}</text>`,
    );
  }
  grid.push(
    `<text x="${(frame.left + width - frame.right) / 2}" y="${height - 14}" text-anchor="middle" fill="#555">recipients</text>`,
  );
  return grid;
}

function drawLine({ name, colour, points }: Line): string {
  const places = points.map(({ recipients, cost }) => `${xOf(recipients)},${yOf(cost)}`);
  const last = points.at(-1);
  const dots = points.map(
    ({ recipients, cost }) =>
      `<circle cx="${xOf(recipients)}" cy="${yOf(cost)}" r="4" fill="${colour}"><title>${name}, ${label(recipients)}: ${Math.round(cost)} µs</title></circle>`,
  );
  const caption = last
    ? `<text x="${xOf(last.recipients) + 12}" y="${yOf(last.cost) + 4}" fill="${colour}" font-weight="600">${name} ${Math.round(last.cost)}</text>`
    : '';
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
    ...dots,
    caption,
  ].join('\n');
}

function xOf(recipients: number): number {
  const share = (Math.log10(recipients) - sizes.from) / (sizes.to - sizes.from);
  return Math.round(frame.left + share * (width - frame.left - frame.right));
}

function yOf(cost: number): number {
  const share = (Math.log10(Math.max(1, cost)) - costs.from) / (costs.to - costs.from);
  return Math.round(height - frame.bottom - share * (height - frame.top - frame.bottom));
}

function label(value: number): string {
  return value.toLocaleString('en');
}
