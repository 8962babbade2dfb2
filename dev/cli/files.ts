// Files that are named on the line: looked at before anything is asked of the server.

import fs from 'node:fs';
import { UsageError } from './options.ts';

/** Throws words for a file that is not there, is a folder or empty, or may not be read. */
export function checkFile(file: string): void {
  const fault = findFault(file);
  if (fault !== null) throw new UsageError(`${file} ${fault}.`);
}

function findFault(file: string): string | null {
  try {
    const found = fs.statSync(file);
    if (found.isDirectory()) return 'is a folder';
    if (found.isFile() && found.size === 0) return 'is empty';
    fs.accessSync(file, fs.constants.R_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return code === 'EACCES' ? 'may not be read' : 'is not there';
  }
}
