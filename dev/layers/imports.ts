// What a source file imports, read by pattern: Biome keeps each import in a form of its own.

import path from 'node:path';

export interface Import {
  /** A file from the root of the project, or the name of a package. */
  from: string;
  isFile: boolean;
  /** Needed before the importing file can run: neither erased with the types nor asked for later. */
  isEager: boolean;
}

const statement = /^(?:import|export) (type )?(?:[^'"`;]*? from )?'([^']+)'/gm;
const inside = /\bimport\(\s*'([^']+)'/g;

/** The imports of `text`, which stands at `file`. */
export function readImports(file: string, text: string): Import[] {
  const place = (name: string, isEager: boolean): Import => {
    const [, inPackage] = name.split('/node_modules/');
    const isFile = name.startsWith('.') && inPackage === undefined;
    const from = isFile ? path.posix.join(path.dirname(file), name) : (inPackage ?? name);
    return { from, isFile, isEager };
  };
  return [
    ...[...text.matchAll(statement)].map(([, type, name = '']) => place(name, type === undefined)),
    ...[...text.matchAll(inside)].map(([, name = '']) => place(name, false)),
  ];
}

/** Files that need each other before any of them can run: one group for each knot. */
export function findCircles(needs: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  for (const start of needs.keys()) {
    if (done.has(start)) continue;
    const knot = [...reach(start, needs)].filter((file) => reach(file, needs).has(start));
    for (const file of [start, ...knot]) done.add(file);
    if (knot.length > 0) circles.push(knot.sort());
  }
  return circles;
}

/** All files that `start` needs, directly or not; itself only if it stands in a circle. */
function reach(start: string, needs: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const next of needs.get(file) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  }
  return reached;
}
