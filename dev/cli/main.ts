// `npm run cli -- …`: the command line client, a thin user of the API.

import { fileURLToPath } from 'node:url';
import { CallFailed, createApiClient } from './api-client.ts';
import { digestCommands } from './digests.ts';
import { describeCommands } from './help.ts';
import { type Command, readArguments, readRevision } from './options.ts';
import { peopleCommands } from './people.ts';
import { sendCommands } from './sends.ts';

const commands: Readonly<Record<string, Command>> = {
  ...digestCommands,
  ...sendCommands,
  ...peopleCommands,
};

/** Runs one command; the exit code says how it went. */
export async function runCli(argv: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { values, positionals } = readArguments(argv);
    const [name = '', ...args] = positionals;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (values.help || command === undefined) {
      const isUnknown = name !== '' && command === undefined;
      if (isUnknown) console.error(`There is no command ${name}.\n`);
      console.log(describeCommands(commands, name));
      return isUnknown ? 1 : 0;
    }
    if (values.revision !== undefined) readRevision(values.revision);
    const url = environment.DIGEST_URL ?? 'http://localhost:8787';
    await command.run(createApiClient(url, environment.API_KEY ?? 'dev'), args, values);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    const isOurs = error instanceof CallFailed || isUsage(error);
    console.error(isOurs && error instanceof Error ? error.message : error);
    return 1;
  }
}

/** A wrong option, or a file that is not there. */
function isUsage(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(ERR_PARSE_ARGS|ENOENT|EISDIR|EACCES)/.test(String(error.code))
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await runCli(process.argv.slice(2), process.env);
}
