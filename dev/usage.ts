// How our commands say what they do, and refuse what they do not know.

import { type ParseArgsConfig, parseArgs } from 'node:util';

/**
 * The options of this process, and its other arguments if the command takes any. Ends it with the usage
 * if that is asked for (`--help`), and with 2 if there is an option that is none of these.
 */
export function readOptions<Options extends NonNullable<ParseArgsConfig['options']>>(
  usage: string,
  options: Options,
  allowPositionals = false,
) {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ options, allowPositionals });
  } catch (error) {
    return refuse(usage, explainArguments(error));
  }
}

/** For a command that takes none. */
export function takeNoArguments(usage: string): void {
  readOptions(usage, {});
}

/** Ends the process with 2: what is wrong with its arguments, and how it is called. */
export function refuse(usage: string, reason?: string): never {
  console.error(reason === undefined ? usage : `${reason}\n\n${usage}`);
  process.exit(2);
}

/** The first sentence of what `parseArgs` says: the others are about names that begin with a dash. */
export function explainArguments(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message.split(/\.(?:\s|$)/)[0]}.`;
}
