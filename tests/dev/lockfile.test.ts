import fs from 'node:fs';
import { expect, test } from 'vitest';

interface Entry {
  version: string;
  /** Of a package that is installed under another name. */
  name?: string;
  resolved?: string;
  integrity?: string;
}

const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Entry>;
};

test('every package in the lockfile has its hash and its place at the registry', () => {
  const entries = Object.entries(packages).filter(([place]) => place !== '');
  expect(entries.length).toBeGreaterThan(400);
  const bare = entries.flatMap(([place, { name, version, resolved, integrity = '' }]) => {
    const known = name ?? place.slice(place.lastIndexOf('node_modules/') + 13);
    const file = `${known.slice(known.lastIndexOf('/') + 1)}-${version}.tgz`;
    const isPlaced = resolved === `https://registry.npmjs.org/${known}/-/${file}`;
    return isPlaced && /^sha512-[\w+/]{86}==$/.test(integrity) ? [] : [place];
  });
  expect(bare).toEqual([]);
});

test('every dependency of ours is one version, so that two machines install the same', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    fs.readFileSync('package.json', 'utf8'),
  );
  const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
  const loose = Object.entries(wanted).filter(([, version]) => !/^\d[\w.-]*$/.test(`${version}`));
  expect(loose).toEqual([]);
});
