// The version before a migration, out of the history: its sources, to be built and run.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../dev/worker.ts';
import journal from '../../drizzle/meta/_journal.json' with { type: 'json' };

/** What a worker is built of; its build runs a script of `dev`. */
const parts = ['src', 'dev', 'emails', 'drizzle', 'tsconfig.json', 'package.json', 'wrangler.toml'];

export interface VersionBefore {
  /** The migration that it does not know. */
  tag: string;
  /** As git names it; null where the history is not there (a shallow clone, an archive). */
  commit: string | null;
}

/** The versions before the migrations from this one on: at least the one before the newest. */
export function versionsBefore(first: number): VersionBefore[] {
  const newest = journal.entries.at(-1)?.idx ?? 0;
  return journal.entries
    .filter(({ idx }) => idx >= Math.min(first, newest))
    .map(({ tag }) => ({ tag, commit: findCommit(tag) }));
}

/**
 * Writes it into `folder`; gives its wrangler.toml and its migrations. Without a history they are
 * those of today and the migrations before: it shows less, namely that work goes on meanwhile.
 */
export function writeVersion({ tag, commit }: VersionBefore, folder: string) {
  const config = 'wrangler.toml';
  const migrations = path.join(folder, 'drizzle');
  if (commit === null) {
    fs.cpSync(path.join(projectRoot, 'drizzle'), migrations, { recursive: true });
    const at = journal.entries.findIndex((entry) => entry.tag === tag);
    const before = JSON.stringify({ ...journal, entries: journal.entries.slice(0, at) });
    fs.writeFileSync(path.join(migrations, 'meta/_journal.json'), before);
    return { config: path.join(projectRoot, config), migrations };
  }
  const archive = path.join(folder, 'version.tar');
  fs.writeFileSync(archive, git('archive', '--format=tar', commit, ...parts));
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  fs.symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
  buildThere(path.join(folder, config), folder);
  return { config: path.join(folder, config), migrations };
}

/** wrangler runs a build's command where itself was started, which is another version. */
function buildThere(config: string, folder: string): void {
  const text = fs.readFileSync(config, 'utf8');
  fs.writeFileSync(config, text.replace('[build]\n', `[build]\ncwd = ${JSON.stringify(folder)}\n`));
}

/**
 * The last commit before the migration came; where commits in between had lost migrations, the last one that had
 * them all: a version that never was whole cannot be deployed.
 */
function findCommit(tag: string): string | null {
  try {
    const changes = git('log', '--format=%H', '--', journalFile).toString().trim().split('\n');
    const added = changes.findLastIndex((commit) => knownBy(commit).has(tag));
    const older = changes.slice(added + 1);
    const most = Math.max(...older.map((commit) => knownBy(commit).size));
    const before = older.find((commit) => knownBy(commit).size === most) ?? '';
    // Changes of other files came after the change before. One that is not committed yet: HEAD.
    const isNext = before === older[0];
    const name = !isNext ? before : added < 0 ? 'HEAD' : `${changes[added]}^`;
    return git('rev-parse', '--verify', name).toString().trim();
  } catch {
    return null;
  }
}

const journalFile = 'drizzle/meta/_journal.json';
const today = new Set(journal.entries.map(({ tag }) => tag));
const known = new Map<string, Set<string>>();

/** The migrations of today that a commit knows. */
function knownBy(commit: string): Set<string> {
  const before = known.get(commit);
  if (before !== undefined) return before;
  const { entries }: typeof journal = JSON.parse(
    git('show', `${commit}:${journalFile}`).toString(),
  );
  const tags = new Set(entries.map(({ tag }) => tag).filter((tag) => today.has(tag)));
  known.set(commit, tags);
  return tags;
}

function git(...args: string[]): Buffer {
  return execFileSync('git', args, { cwd: projectRoot, maxBuffer: 1 << 28, stdio: 'pipe' });
}
