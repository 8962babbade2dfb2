// The version before a migration, out of the history: its sources, to be built and run.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../dev/worker.ts';
import journal from '../../drizzle/meta/_journal.json' with { type: 'json' };

const parts = ['src', 'emails', 'drizzle', 'tsconfig.json', 'package.json', 'wrangler.toml'];

/** The migrations from this one on: at least the newest. */
export function migrationsSince(first: number): string[] {
  const newest = journal.entries.at(-1)?.idx ?? 0;
  return journal.entries.filter(({ idx }) => idx >= Math.min(first, newest)).map(({ tag }) => tag);
}

/** Writes it into `folder`; gives its wrangler.toml and its migrations. Needs the history of git. */
export function writeVersionBefore(tag: string, folder: string) {
  const file = `drizzle/${tag}.sql`;
  const added = git('log', '-1', '--diff-filter=A', '--format=%H', '--', file).toString().trim();
  // A migration that is not committed yet: the version before it is the last one.
  const version = added === '' ? 'HEAD' : `${added}^`;
  const archive = path.join(folder, 'version.tar');
  fs.writeFileSync(archive, git('archive', '--format=tar', version, ...parts));
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  fs.symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
  return { config: path.join(folder, 'wrangler.toml'), migrations: path.join(folder, 'drizzle') };
}

function git(...args: string[]): Buffer {
  try {
    return execFileSync('git', args, { cwd: projectRoot, maxBuffer: 1 << 28, stdio: 'pipe' });
  } catch (error) {
    const why = 'The version before is built out of the history: this needs a whole clone';
    throw new Error(`${why} (git fetch --unshallow).`, { cause: error });
  }
}
