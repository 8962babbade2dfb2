// `npm run emails`: every mail as it is now, in every width and light and as text, redrawn when a
// template is saved.

import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createServer as createVite } from 'vite';
import { mailHeaders, prepareMail } from './mailbox/mail-html.ts';
import { endWithNpm } from './parent.ts';
import { takeNoArguments } from './usage.ts';
import { projectRoot } from './worker.ts';

type Previews = typeof import('./email-previews.tsx');
type Page = typeof import('./emails-page.tsx');

takeNoArguments(`npm run emails

Shows the mail templates at http://localhost:3030 (EMAILS_PORT) and redraws them as they are saved.`);

endWithNpm(() => process.exit(0));

const port = Number(process.env.EMAILS_PORT ?? 3030);
const watched = ['emails', 'src/render', 'src/digest', 'src/words', 'dev/samples'];

// Vite compiles the templates (JSX) and forgets them when they change; it serves nothing itself.
const vite = await createVite({
  root: projectRoot,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
});
const waiting = new Set<http.ServerResponse>();
let rendered: ReturnType<Previews['renderPreviews']> | undefined;

const mailboxPage = 'dev/mailbox/page';
const files: Readonly<Record<string, { path: string; type: string }>> = {
  '/mark.png': { path: 'src/http/assets/mark.png', type: 'image/png' },
  '/favicon.svg': { path: 'src/http/assets/mark.svg', type: 'image/svg+xml' },
  '/page/style.css': { path: `${mailboxPage}/style.css`, type: 'text/css; charset=utf-8' },
  '/page/mails.css': { path: 'dev/emails-page/mails.css', type: 'text/css; charset=utf-8' },
  '/page/mails.js': { path: 'dev/emails-page/mails.js', type: 'text/javascript; charset=utf-8' },
};

for (const folder of watched) {
  fs.watch(path.join(projectRoot, folder), { recursive: true }, () => {
    vite.environments.ssr.moduleGraph.invalidateAll();
    rendered = undefined;
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
  const file = files[url.pathname];
  if (file !== undefined) {
    const body = fs.readFileSync(path.join(projectRoot, file.path));
    response.writeHead(200, { 'content-type': file.type }).end(body);
    return;
  }
  const mails = await renderAll();
  const mail = mails.find((each) => each.name === name);
  if (view === 'html' && mail !== undefined) {
    const look = {
      dark: url.searchParams.get('dark') === '1',
      images: url.searchParams.get('images') !== '0',
    };
    response.writeHead(200, mailHeaders(look)).end(prepareMail(mail.html, look));
    return;
  }
  const { drawHome, drawMail } = (await vite.ssrLoadModule('/dev/emails-page.tsx')) as Page;
  const body = mail === undefined ? drawHome(mails) : drawMail(mails, mail);
  const status = view === '' || mail !== undefined ? 200 : 404;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body);
}

/** Each frame asks for its mail: all are rendered once, until a template is saved. */
async function renderAll() {
  const module = (await vite.ssrLoadModule('/dev/email-previews.tsx')) as Previews;
  rendered ??= module.renderPreviews(`http://localhost:${port}`);
  return rendered;
}

server.listen(port, '127.0.0.1');
server.on('error', (error) => {
  console.error(`Cannot listen at port ${port} (${error.message}). Set EMAILS_PORT to another.`);
  process.exit(1);
});
await once(server, 'listening');
console.log(`The mails are at http://localhost:${port}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
