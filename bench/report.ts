// `node bench/report.ts`: draws the plot and writes the tables of bench/README.md from bench/results.

import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../dev/worker.ts';
import { plotSends } from './plot.ts';
import { type RecordedResult, readResults, resultsFolder } from './results.ts';

const readme = path.join(projectRoot, 'bench', 'README.md');
const [begin, end] = ['<!-- results: written by bench/report.ts -->', '<!-- end of results -->'];

const sends = readResults('send');
fs.writeFileSync(path.join(resultsFolder, 'send.svg'), plotSends(sends));
const text = fs.readFileSync(readme, 'utf8');
const [before, after] = [text.split(begin)[0] ?? '', text.split(end)[1] ?? ''];
fs.writeFileSync(readme, `${before}${begin}\n\n${writeTables()}\n${end}${after}`);

function writeTables(): string {
  const others = ['render', 'import', 'webhooks', 'pace'].flatMap((name) => readResults(name));
  return [writeSends(), ...others.map(writeOther)].join('\n');
}

/** The figures of one delivery in a recorded send; absent fields are shown as a dash. */
type Figures = Record<string, unknown> & { cpuMicrosPerRecipient?: Record<string, number> };

function writeSends(): string {
  const head = [
    '| send | recipients | /s | × naive | first batch ms | WAL B | isolate MB | duplicates | requests | CPU µs: worker, PostgreSQL, mailbox | load |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
  ];
  const rows = sends.flatMap((result) => {
    const { html, template, pooled, naive } = result.figures as Record<string, Figures>;
    return [
      writeSend('html', result, html),
      writeSend('template', result, template),
      ...(pooled ? [writeSend('html, pooled', result, partOf(pooled, 'html'))] : []),
      ...(pooled ? [writeSend('template, pooled', result, partOf(pooled, 'template'))] : []),
      writeSend('naive', result, naive),
    ];
  });
  return `${[...head, ...rows].join('\n')}\n`;
}

/** Guarantee: `pooled` holds figures of both deliveries. */
function partOf(pooled: Figures, delivery: 'html' | 'template'): Figures {
  return pooled[delivery] as Figures;
}

function writeSend(name: string, result: RecordedResult, figures: Figures = {}): string {
  const cpu = figures.cpuMicrosPerRecipient ?? {};
  const cells = [
    name,
    figures.recipients ?? result.recipients,
    figures.perSecond,
    figures.ratioToNaive,
    figures.firstBatchMs,
    figures.walBytesPerRecipient,
    figures.workerMemoryMB,
    figures.duplicates,
    figures.requests,
    [cpu.worker, cpu.postgres, cpu.mailbox].map(show).join(', '),
    result.machine.loadAverage,
  ];
  return `| ${cells.map(show).join(' | ')} |`;
}

function writeOther({ name, recipients, figures, machine }: RecordedResult): string {
  const shown = flatten(figures)
    .map(([key, value]) => `${key} ${show(value)}`)
    .join(', ');
  const size = name === 'render' || name === 'pace' ? '' : ` of ${show(recipients)}`;
  return `- **${name}**${size}: ${shown} (load ${machine.loadAverage})`;
}

/** Every figure with its path, such as `rates.5.requests`. */
function flatten(figures: object, path = ''): [path: string, value: unknown][] {
  return Object.entries(figures).flatMap(([key, value]): [string, unknown][] => {
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isGroup ? flatten(value, `${path}${key}.`) : [[path + key, value]];
  });
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.join(' : ');
  if (value === undefined || value === null) return '–';
  return typeof value === 'number' ? value.toLocaleString('en') : String(value);
}
