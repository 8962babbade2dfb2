// Bundles the console's scripts and styles: `scripts/NAME.ts` of `src/http/console` becomes
// `/assets/console/NAME.js`, `styles/NAME.css` becomes `/assets/console/NAME.css`.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const sources = fileURLToPath(new URL('../src/http/console', import.meta.url));
const target = fileURLToPath(new URL('../src/http/assets/assets/console', import.meta.url));

/** Each file of the two folders is one of its own; what scripts share lies in folders below theirs. */
export async function bundleConsole(): Promise<Map<string, string>> {
  const files = [...listFiles('scripts', '.ts'), ...listFiles('styles', '.css')];
  const { outputFiles } = await build({
    entryPoints: files,
    // Without the folders they lie in.
    entryNames: '[name]',
    outdir: target,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    charset: 'utf8',
    legalComments: 'none',
  });
  return new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
}

function listFiles(folder: string, ending: string): string[] {
  const place = path.join(sources, folder);
  const names = fs.readdirSync(place).filter((name) => name.endsWith(ending));
  return names.map((name) => path.join(place, name));
}

/** Several workers may start at once: each file is there whole, or as it was. */
async function writeConsole(): Promise<void> {
  const files = await bundleConsole();
  fs.mkdirSync(target, { recursive: true });
  for (const [name, text] of files) {
    const file = path.join(target, name);
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
    fs.writeFileSync(`${file}.${process.pid}`, text);
    fs.renameSync(`${file}.${process.pid}`, file);
  }
  for (const name of fs.readdirSync(target)) {
    if (/\.(js|css)$/.test(name) && !files.has(name)) fs.rmSync(path.join(target, name));
  }
}

if (import.meta.main) await writeConsole();
