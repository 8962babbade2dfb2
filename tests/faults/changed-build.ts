// Another build of the worker: the product's sources with every colour of the mail changed a little.

import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../dev/worker.ts';

/** Writes it into `folder`; gives the wrangler.toml to start it from. */
export function writeChangedBuild(folder: string): string {
  for (const entry of [
    'src',
    'emails',
    'drizzle',
    'tsconfig.json',
    'package.json',
    'wrangler.toml',
  ]) {
    fs.cpSync(path.join(projectRoot, entry), path.join(folder, entry), { recursive: true });
  }
  fs.symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
  const emails = fs.readdirSync(path.join(folder, 'emails'), { recursive: true, encoding: 'utf8' });
  for (const name of emails.filter((file) => /\.tsx?$/.test(file))) {
    const file = path.join(folder, 'emails', name);
    const source = fs.readFileSync(file, 'utf8');
    const changed = source.replace(
      /#([0-9a-f]{5})([0-9a-f])\b/gi,
      (_, head: string, last: string) => `#${head}${last === '0' ? '1' : '0'}`,
    );
    fs.writeFileSync(file, changed);
  }
  return path.join(folder, 'wrangler.toml');
}
