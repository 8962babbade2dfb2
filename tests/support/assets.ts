// The worker's static files, as wrangler serves them before the worker is asked.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleConsole } from '../../dev/console-assets.ts';
import type { TestApp } from './app.ts';

const folder = fileURLToPath(new URL('../../src/http/assets', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** The app with its files around it: to be served to a browser. */
export function withAssets({ app, bindings }: TestApp): Pick<TestApp, 'app' | 'bindings'> {
  const { fetch } = app;
  const answer: typeof fetch = async (request, ...rest) => {
    const { pathname } = new URL(request.url);
    return (await readBundled(pathname)) ?? readAsset(pathname) ?? fetch(request, ...rest);
  };
  return { app: Object.assign(Object.create(app), { fetch: answer }), bindings };
}

/** The console's scripts and styles as they are now, whatever was built before. */
async function readBundled(pathname: string): Promise<Response | null> {
  const name = /^\/assets\/console\/([\w-]+\.(?:js|css))$/.exec(pathname)?.[1];
  if (name === undefined) return null;
  bundled ??= bundleConsole();
  const text = (await bundled).get(name);
  if (text === undefined) return null;
  return new Response(text, { headers: { 'content-type': types[path.extname(name)] ?? '' } });
}

let bundled: ReturnType<typeof bundleConsole> | undefined;

function readAsset(pathname: string): Response | null {
  const file = path.join(folder, path.normalize(pathname));
  const type = types[path.extname(file)];
  if (type === undefined || !file.startsWith(folder) || !fs.existsSync(file)) return null;
  return new Response(fs.readFileSync(file), { headers: { 'content-type': type } });
}
