// The options of the command line, read once; and what a command is.

import { parseArgs } from 'node:util';
import type { ApiClient } from './api-client.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const known = {
  help: { ...flag, short: 'h' },
  to: { ...text, multiple: true },
  ...{ lists: text, segment: text, revision: text, note: text, at: text, timezone: text },
  ...{ status: text, consent: text, format: text, after: text, map: text, encoding: text },
  ...{ outcome: text, 'warm-up': text, 'dry-run': flag, again: flag, now: flag, text: flag },
  ...{ language: text, list: text, digest: flag, writer: text },
  ...{ inbox: flag, markdown: flag, json: flag, watch: flag, yes: flag },
} as const;

export function readArguments(argv: string[]) {
  return parseArgs({ args: argv, allowPositionals: true, options: known });
}

export type Options = ReturnType<typeof readArguments>['values'];

export interface Command {
  /** What stands behind its name: all its options with it. */
  usage: string;
  /** How many words it takes that are no options. */
  takes: number;
  /** What it does, in lines. */
  does: string;
  run(client: ApiClient, args: string[], options: Options): Promise<void>;
}

/** What stands on the line must be of the command: a wrong word is worth more than a silent one. */
export function checkUse(
  name: string,
  { usage, takes }: Command,
  args: readonly string[],
  options: Options,
): void {
  const extra = args[takes];
  if (extra !== undefined) throw new UsageError(`${name} has no use for “${extra}”. See --help.`);
  for (const option of Object.keys(options)) {
    if (option === 'help' || new RegExp(`--${option}(?![\\w-])`).test(usage)) continue;
    throw new UsageError(`${name} has no option --${option}. See --help.`);
  }
}

/** The command was not called as it is; the message says how. */
export class UsageError extends Error {}

export function need(value: string | undefined, what: string): string {
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`This needs ${what}. See --help.`);
}

/** `--revision`: a whole number. */
export function readRevision(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--revision takes a whole number, not “${text}”.`);
}

/** `--lists a,b`: slugs, with spaces or without. */
export function readList(text: string): string[] {
  return text
    .split(',')
    .map((slug) => slug.trim())
    .filter((slug) => slug !== '');
}
