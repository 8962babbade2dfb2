// `npm run cli -- …`: the command line client, a thin user of the API.

import { fileURLToPath } from 'node:url';
import { explainArguments } from '../usage.ts';
import { CallFailed, createApiClient } from './api-client.ts';
import { digestCommands } from './digests.ts';
import { feedCommands } from './feeds.ts';
import { describeCommands } from './help.ts';
import { type Command, checkUse, readArguments, readRevision, UsageError } from './options.ts';
import { peopleCommands } from './people.ts';
import { proposeCommands } from './propose.ts';
import { rhythmCommands } from './rhythms.ts';
import { sendCommands } from './sends.ts';

const commands: Readonly<Record<string, Command>> = {
  ...digestCommands,
  ...proposeCommands,
  ...rhythmCommands,
  ...feedCommands,
  ...sendCommands,
  ...peopleCommands,
};

/** Runs one command; the exit code says how it went: 1 if it failed, 2 if it was not called as it is. */
export async function runCli(argv: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { values, positionals } = readArguments(argv);
    const [name = '', ...args] = positionals;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (values.help || command === undefined) {
      const isUnknown = name !== '' && command === undefined;
      if (isUnknown) console.error(`There is no command ${name}.\n`);
      console.log(describeCommands(commands, name));
      return isUnknown ? 2 : 0;
    }
    checkUse(name, command, args, values);
    if (values.revision !== undefined) readRevision(values.revision);
    const url = environment.DIGEST_URL ?? 'http://localhost:8787';
    await command.run(createApiClient(url, environment.API_KEY ?? 'dev'), args, values);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof UsageError) return complain(error.message, 2);
    if (isParsing(error)) return complain(`${explainArguments(error)} See --help.`, 2);
    return complain(error instanceof CallFailed ? error.message : error, 1);
  }
}

function complain(what: unknown, code: number): number {
  console.error(what);
  return code;
}

function isParsing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await runCli(process.argv.slice(2), process.env);
}
