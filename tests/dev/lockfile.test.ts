import fs from 'node:fs';
import { expect, test } from 'vitest';
import { findFulfilledEngines } from '../../dev/lock-engines.ts';

interface Entry {
  version: string;
  /** Of a package that is installed under another name. */
  name?: string;
  resolved?: string;
  integrity?: string;
  engines?: { node?: string };
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

test('npm on Node 20 is not warned of tools that run on our own Node: node dev/lock-engines.ts', () => {
  expect(findFulfilledEngines({ packages })).toEqual([]);
  const wishes = ['>=22.12.0', '^22.12.0 || ^24.0.0', '>=20', '>=26', '^20.19.0 || >=22'];
  const made = wishes.map((node, n) => [
    `node_modules/${n}`,
    { version: '1.0.0', engines: { node } },
  ]);
  const lockfile = { ...Object.fromEntries(made), 'node_modules/node': { version: '24.21.0' } };
  expect(findFulfilledEngines({ packages: lockfile })).toEqual([
    'node_modules/0',
    'node_modules/1',
  ]);
});
