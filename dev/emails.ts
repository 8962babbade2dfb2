// `npm run emails`: every mail as it is now, on a phone, in the dark, on a desk and as
// text, redrawn when a template is saved.

import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createServer as createVite } from 'vite';
import { endWithNpm } from './parent.ts';
import { takeNoArguments } from './usage.ts';
import { projectRoot } from './worker.ts';

type Previews = typeof import('./email-previews.tsx');

takeNoArguments(`npm run emails

Shows the mail templates at http://localhost:3030 (EMAILS_PORT) and redraws them as they are saved.`);

endWithNpm(() => process.exit(0));

const port = Number(process.env.EMAILS_PORT ?? 3030);
const watched = ['emails', 'src/render', 'src/digest', 'dev/samples'];

// Vite compiles the templates (JSX) and forgets them when they change; it serves nothing itself.
const vite = await createVite({
  root: projectRoot,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
});
const waiting = new Set<http.ServerResponse>();

for (const folder of watched) {
  fs.watch(path.join(projectRoot, folder), { recursive: true }, () => {
    vite.environments.ssr.moduleGraph.invalidateAll();
    for (const page of waiting) page.write('data: changed\n\n');
  });
}

const server = http.createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(error instanceof Error ? error.stack : String(error));
  });
});

async function answer(request: http.IncomingMessage, response: http.ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, view = '', name = ''] = url.pathname.split('/');
  if (view === 'changes') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    waiting.add(response);
    response.on('close', () => waiting.delete(response));
    return;
  }
  if (view === 'mark.png') {
    const mark = fs.readFileSync(path.join(projectRoot, 'src/http/assets/mark.png'));
    response.writeHead(200, { 'content-type': 'image/png' }).end(mark);
    return;
  }
  const previews = (await vite.ssrLoadModule('/dev/email-previews.tsx')) as Previews;
  const publicUrl = `http://localhost:${port}`;
  const mails = await previews.renderPreviews(publicUrl);
  const mail = mails.find((each) => each.name === name) ?? mails[0];
  if (mail === undefined) throw new Error('There is no mail to show');
  const body = view === 'html' ? mail.html : previews.drawPage(mails, mail);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
}

server.listen(port, '127.0.0.1');
server.on('error', (error) => {
  console.error(`Cannot listen at port ${port} (${error.message}). Set EMAILS_PORT to another.`);
  process.exit(1);
});
await once(server, 'listening');
console.log(`The mails are at http://localhost:${port}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
