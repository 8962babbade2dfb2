// Bundles the console's scripts: `src/http/console/scripts/NAME.ts` becomes `/assets/console/NAME.js`.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const sources = fileURLToPath(new URL('../src/http/console/scripts', import.meta.url));
const target = fileURLToPath(new URL('../src/http/assets/assets/console', import.meta.url));

/** Each file of the folder is a script of its own; what they share lies in folders below it. */
export async function bundleConsoleScripts(): Promise<Map<string, string>> {
  const names = fs.readdirSync(sources).filter((name) => name.endsWith('.ts'));
  const { outputFiles } = await build({
    entryPoints: names.map((name) => path.join(sources, name)),
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

/** Several workers may start at once: each file is there whole, or as it was. */
async function writeConsoleScripts(): Promise<void> {
  const scripts = await bundleConsoleScripts();
  fs.mkdirSync(target, { recursive: true });
  for (const [name, text] of scripts) {
    const file = path.join(target, name);
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
    fs.writeFileSync(`${file}.${process.pid}`, text);
    fs.renameSync(`${file}.${process.pid}`, file);
  }
  for (const name of fs.readdirSync(target)) {
    if (name.endsWith('.js') && !scripts.has(name)) fs.rmSync(path.join(target, name));
  }
}

if (import.meta.main) await writeConsoleScripts();
