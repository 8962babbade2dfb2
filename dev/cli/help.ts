// What the command line says of itself: all of it, or one command.

import type { Command } from './options.ts';

const column = 32;

/** Every command with what it does; of one alone if its name is given. */
export function describeCommands(
  commands: Readonly<Record<string, Command>>,
  name?: string,
): string {
  const one = name === undefined ? undefined : commands[name];
  if (name !== undefined && one) return `Usage: npm run cli -- ${describe(name, one).trimStart()}`;
  const lines = Object.entries(commands).map(([known, command]) => describe(known, command));
  return ['Usage: npm run cli -- <command>', '', ...lines, '', behind].join('\n');
}

function describe(name: string, { usage, does }: Command): string {
  const [first = '', ...more] = usage.split('\n');
  const what = does.split('\n');
  const head = `  ${name} ${first}`;
  const isShort = more.length === 0 && head.length < column - 1;
  return [
    isShort ? head.padEnd(column) + what.shift() : head,
    ...more.map((line) => `  ${' '.repeat(name.length + 1)}${line}`),
    ...what.map((line) => ' '.repeat(column) + line),
  ].join('\n');
}

const behind = `A digest is named by its id, its slug or the beginning of either; a send by its id or its
beginning; a segment by its name or id. \`<command> --help\` says one of them.

  DIGEST_URL  where the worker is (http://localhost:8787)
  API_KEY     the key to use (dev)`;
