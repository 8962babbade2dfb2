// Holds source files against the plan of the house: imports, circles, packages, writers of tables.

import { findCircles, type Import, readImports } from './imports.ts';
import { packageRules, rooms, tables, wings, writesAllowed } from './plan.ts';
import { readWrites } from './writes.ts';

const owners = new Map(
  Object.entries(tables).flatMap(([room, names]) => split(names).map((name) => [name, room])),
);

/** What stands against the plan, a sentence each. `files`: path from the root → text. */
export function findFaults(files: ReadonlyMap<string, string>): string[] {
  const needs = new Map<string, string[]>();
  const faults: string[] = [];
  const strangers = new Set<string>();
  for (const [file, text] of files) {
    const imports = readImports(file, text);
    const eager = imports.filter(({ isFile, isEager }) => isFile && isEager);
    needs.set(
      file,
      eager.map(({ from }) => from),
    );
    if (!isProduct(file)) continue;
    const stranger = findStranger(locate(file));
    if (stranger !== null) strangers.add(stranger);
    else faults.push(...judge(file, text, imports));
  }
  return [
    ...[...strangers].map((place) => `The plan has no place for src/${place}`),
    ...faults,
    ...findCircles(needs).map((knot) => `These need each other to run: ${knot.join(', ')}`),
  ];
}

/** Tools and benches may import and write everything. */
function isProduct(file: string): boolean {
  return /^(src|emails)\//.test(file);
}

function judge(file: string, text: string, imports: readonly Import[]): string[] {
  const faults = imports.flatMap(({ from, isFile }) => {
    const fault = isFile ? judgeFile(file, from) : judgePackage(file, from);
    return fault === null ? [] : [fault];
  });
  return [...faults, ...judgeWrites(file, text)].map((fault) => `${file}: ${fault}`);
}

function judgeFile(file: string, from: string): string | null {
  const [own, other] = [locate(file), locate(from)];
  if (own.room === other.room) return judgeWing(own, other);
  const allowed = split(rooms[`${own.room}/${own.wing}`] ?? rooms[own.room] ?? '');
  const isEverybodys = other.room === 'words' || (allowed.includes('*') && isProduct(from));
  if (isEverybodys || allowed.includes(other.room)) return null;
  return `${own.room} may import ${allowed.join(', ') || 'nothing'}, but not ${from}`;
}

function judgeWing(own: Place, other: Place): string | null {
  const order = ['', ...split(wings[own.room] ?? '')];
  if (order.indexOf(other.wing) <= order.indexOf(own.wing)) return null;
  return `${own.room}/${own.wing || '*'} stands before ${own.room}/${other.wing}`;
}

interface Place {
  /** `src/ROOM/`, a file of `src` by its name, or the folder beside `src`. */
  room: string;
  /** Empty for a file that stands beside the wings of its room, or in a room without. */
  wing: string;
}

/** A room or wing that the plan does not name. */
function findStranger({ room, wing }: Place): string | null {
  if (rooms[room] === undefined) return room;
  return wing === '' || split(wings[room] ?? '').includes(wing) ? null : `${room}/${wing}`;
}

function locate(file: string): Place {
  const [top = '', room = '', wing = '', name] = file.split('/');
  if (top !== 'src') return { room: top, wing: '' };
  return { room, wing: name === undefined || !wings[room] ? '' : wing };
}

function judgePackage(file: string, name: string): string | null {
  const broken = packageRules.find(
    ({ packages, homes }) => packages.test(name) && !homes.test(file),
  );
  return broken ? `imports ${name}, but ${broken.why}` : null;
}

function judgeWrites(file: string, text: string): string[] {
  // Nobody else can: only these files may import Drizzle.
  if (!file.endsWith('queries.ts')) return [];
  const written = readWrites(text);
  const allowed = split(writesAllowed[file] ?? '');
  return [
    ...written
      .filter((table) => owners.get(table) !== locate(file).room && !allowed.includes(table))
      .map((table) => `writes ${table}, owned by ${owners.get(table) ?? 'nobody'}`),
    ...allowed
      .filter((table) => !written.includes(table))
      .map((table) => `may write ${table} by the plan, and does not`),
  ];
}

function split(list: string): string[] {
  return list.split(/\s+/).filter(Boolean);
}
