// Recorded results: one JSON file per bench and size in bench/results, with the machine they are of.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../dev/worker.ts';

export interface Result {
  name: string;
  /** Readers, rows or events. */
  recipients: number;
  runs: number;
  figures: object;
}

export interface RecordedResult extends Result {
  at: string;
  machine: { cpus: number; model: string; node: string; loadAverage: number };
}

export const resultsFolder = path.join(projectRoot, 'bench', 'results');

/** Writes `NAME-N.json` over an older one. */
export function saveResult(result: Result): void {
  const recorded: RecordedResult = {
    ...result,
    at: new Date().toISOString(),
    machine: {
      cpus: os.availableParallelism(),
      model: os.cpus()[0]?.model ?? 'unknown',
      node: process.version,
      // Over five minutes, the bench itself included: above `cpus`, others were at work.
      loadAverage: Number(os.loadavg()[1]?.toFixed(2)),
    },
  };
  fs.mkdirSync(resultsFolder, { recursive: true });
  const file = path.join(resultsFolder, `${result.name}-${result.recipients}.json`);
  fs.writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
}

/** The recorded results of one bench, the smallest first. */
export function readResults(name: string): RecordedResult[] {
  return fs
    .readdirSync(resultsFolder)
    .filter((entry) => new RegExp(`^${name}-\\d+\\.json$`).test(entry))
    .map((entry) => readResult(path.join(resultsFolder, entry)))
    .sort((a, b) => a.recipients - b.recipients);
}

/** Guarantee: every such file was written by `saveResult`. */
function readResult(file: string): RecordedResult {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as RecordedResult;
}
