import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = 'docs/decisions';
const records = fs.readdirSync(folder).filter((file) => file !== 'README.md');
const pages = fs
  .globSync(['*.md', 'docs/**/*.md', 'bench/**/*.md'])
  .map((file) => ({ file, text: fs.readFileSync(file, 'utf8') }));

test('decision records are numbered from 0001 on, and each says its number, status and day', () => {
  const numbers = records.map((file) => file.slice(0, 5)).sort();
  expect(numbers).toEqual(records.map((_, n) => `${String(n + 1).padStart(4, '0')}-`));
  for (const file of records) {
    const [title, , status] = fs.readFileSync(path.join(folder, file), 'utf8').split('\n');
    expect(title, file).toMatch(new RegExp(`^# ${file.slice(0, 4)} · \\S`));
    expect(status, file).toMatch(statusLine);
  }
});

test('the index of decisions says what each record says of itself', () => {
  const index = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
  const rows = index.split('\n').filter((line) => line.startsWith('| ['));
  expect(rows).toEqual(
    records.sort().map((file) => {
      const [heading = '', , status = ''] = fs
        .readFileSync(path.join(folder, file), 'utf8')
        .split('\n');
      const standing = `${status.charAt(0).toLowerCase()}${status.slice(1, -1)}`;
      return `| [${file.slice(0, 4)}](${file}) | ${heading.slice(9)} | ${standing} |`;
    }),
  );
});

test('every link from one document to another leads to a file and a heading that are there', () => {
  const broken = pages.flatMap(({ file, text }) =>
    [...withoutCode(text).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(
      ([link, target = '', anchor]) => {
        const there = target === '' ? file : path.join(path.dirname(file), target);
        if (!fs.existsSync(there)) return [`${file}: ${link}`];
        const isFound = anchor === undefined || readAnchors(there).has(anchor);
        return isFound ? [] : [`${file}: ${link}`];
      },
    ),
  );
  expect(broken).toEqual([]);
});

test('every file that a document names is there, and every document that a comment names', () => {
  const named = /\b(?:src|emails|dev|bench|tests|docs)\/[\w./-]+\.(?:tsx?|md|json|txt|css|svg)\b/g;
  const gone = pages
    .filter(({ file }) => file !== 'CHANGELOG.md')
    .flatMap(({ file, text }) =>
      [...text.matchAll(named)]
        .map(([name]) => name)
        .filter((name) => !fs.existsSync(name))
        .map((name) => `${file}: ${name}`),
    );
  const sources = fs.globSync('{src,emails,dev,bench,tests}/**/*.{ts,tsx}');
  expect(sources.length).toBeGreaterThan(300);
  for (const file of sources) {
    for (const [name] of fs.readFileSync(file, 'utf8').matchAll(/\bdocs\/[\w./-]+\.md\b/g)) {
      if (!fs.existsSync(name)) gone.push(`${file}: ${name}`);
    }
  }
  expect(gone).toEqual([]);
});

const statusLine =
  /^(?:Accepted|Superseded by \[\d{4}\]\(\S+\)) \d{4}-\d\d-\d\d(?:, revised \d{4}-\d\d-\d\d)?\.$/;

/** What stands in code leads nowhere. */
function withoutCode(text: string): string {
  return text.replaceAll('\\`', '').replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
}

/** The anchors of a document's headings, as GitHub makes them. */
function readAnchors(file: string): Set<string> {
  const headings = fs.readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
