// Every address of the console, asked by everybody in every way.

import { expect, test } from 'vitest';
import { holdsScope, Role, scopesOf } from '../../../src/access/caller.ts';
import { sends } from '../../../src/db/schema/sends.ts';
import { operations } from '../../../src/http/api/routes.ts';
import { nameOperation } from '../../../src/http/endpoint/openapi.ts';
import { type Called, setupWithEngine, type TestApp } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';
import { hiddenFromViewers, keepers } from '../../support/console-doors.ts';
import { look, openHouse } from '../../support/console-house.ts';

const callers = ['nobody', ...Role.options] as const;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const isUnsafe = (method: string) => method !== 'GET' && method !== 'HEAD';

/** Milliseconds for some thousand calls. */
const manyCalls = 120_000;

test('each door of the console has its keeper, and each keeper a door', async () => {
  const { app } = await setupWithEngine();
  expect(doorsOf(app)).toEqual(Object.keys(keepers).sort());
});

test(
  'every address takes, by every method, whom it is for, and nobody else',
  async () => {
    const { app, pathOf } = await openHouse();
    const paths = new Set(Object.keys(keepers).map(pathIn));
    const held: Held = new Map();
    const said: string[] = [];
    const due: string[] = [];
    for (const caller of callers) {
      for (const path of paths) {
        const headers = await headersOf(app, caller, path, held);
        for (const method of methods) {
          // Who may not come in does not learn what there is, either.
          for (const place of caller === 'nobody' ? [pathOf(path), path] : [pathOf(path)]) {
            const answer = await ask(app, method, place, headers);
            said.push(`${caller} ${method} ${path} ${nameAnswer(answer)}`);
            due.push(`${caller} ${method} ${path} ${expectAnswer(caller, method, path)}`);
          }
        }
      }
    }
    expect(said).toEqual(due);
  },
  manyCalls,
);

test(
  'what changes something is refused to every page but ours, whoever is signed in',
  async () => {
    const { app, pathOf } = await openHouse();
    const { cookie = '' } = (await signedIn(app, 'owner')).headers;
    const before = await look(app);
    const said: string[] = [];
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ];
    for (const door of Object.keys(keepers).filter((one) => one.startsWith('POST'))) {
      for (const headers of foreign) {
        const path = pathOf(pathIn(door));
        const sent = { ...form({}).headers, accept: 'text/html', cookie, ...headers };
        const { status } = await app.call('POST', path, { key: null, body: 'x=y', headers: sent });
        if (status !== 403) said.push(`${door} ${JSON.stringify(headers)} ${status}`);
      }
    }
    expect(said).toEqual([]);
    expect(await look(app)).toEqual(before);
  },
  manyCalls,
);

test(
  'looking changes no row, whoever looks at what',
  async () => {
    const { app, pathOf } = await openHouse();
    const sessions = await Promise.all(Role.options.map((role) => signedIn(app, role)));
    const everybody = [{ headers: {} }, ...sessions];
    const before = await look(app);
    for (const door of Object.keys(keepers).filter((one) => one.startsWith('GET'))) {
      const path = pathOf(pathIn(door));
      for (const { headers } of everybody) {
        for (const query of ['', '?do=delete&act=cancel&answer=yes&count=1&to=/console']) {
          for (const method of ['GET', 'HEAD']) {
            await app.call(method, path + query, {
              key: null,
              headers: { accept: 'text/html', ...headers },
            });
          }
        }
      }
    }
    expect(await look(app)).toEqual(before);
  },
  manyCalls,
);

test(
  'a writer sends by no route, whatever the form says',
  async () => {
    const { app, pathOf, digestId, scheduled } = await openHouse();
    const mine = { sends: scheduled, digests: digestId };
    const { call } = await signedIn(app, 'writer');
    const before = await app.db.select().from(sends);
    const { accepted } = await app.engine.stats();
    const body = { digestId, revision: 1, lists: ['digest'], outcome: 'accepted' };
    const acts = [
      'pause',
      'resume',
      'cancel',
      'retry',
      'resolve',
      'revise',
      'move',
      'mail',
      'page',
    ];
    for (const door of Object.keys(keepers).filter((one) => one.startsWith('POST'))) {
      if (/sign-(in|out)|approval\/:token/.test(door)) continue;
      for (const act of keepers[door] === 'send' ? acts : ['']) {
        const fields = {
          act,
          do: 'review',
          revision: '1',
          version: '1',
          expected: '3',
          counted: '',
        };
        await call('POST', pathOf(pathIn(door), mine), form({ ...fields, lists: 'digest' }));
      }
    }
    for (const { method, path, scope, orScope } of operations) {
      if (scope !== 'send' || orScope === 'write') continue;
      const headers = { accept: 'application/json' };
      const { status } = await call(method.toUpperCase(), pathOf(path, mine), { body, headers });
      expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
    }
    await app.engine.drain();
    expect(await app.db.select().from(sends)).toEqual(before);
    expect((await app.engine.stats()).accepted).toBe(accepted);
  },
  manyCalls,
);

test(
  'no page and no answer of the API tells a viewer who a reader is',
  async () => {
    const { app, pathOf } = await openHouse();
    const viewer = await signedIn(app, 'viewer');
    const looks = Object.keys(keepers).filter((door) => door.startsWith('GET'));
    for (const { method, path, scope } of operations) {
      if (method === 'get' && scope !== null) looks.push(`GET ${path}`);
    }
    for (const door of looks) {
      const path = pathOf(pathIn(door));
      for (const query of ['', '?q=reader1&outcome=rejected&email=reader1@example.com']) {
        const accept = path.startsWith('/api') ? 'application/json' : 'text/html';
        const { text } = await viewer.call('GET', path + query, { headers: { accept } });
        const shown = text.match(/[\w.+-]+@[\w.-]+/g)?.filter((one) => /^reader\d/.test(one)) ?? [];
        // What was asked for may stand in the field that asked.
        const isOwnWord = shown.every((one) => query.includes(one));
        expect([door, isOwnWord ? [] : shown]).toEqual([door, []]);
      }
    }
  },
  manyCalls,
);

test(
  'what is done in the console is noted under a name of the API, or under one of its own',
  async () => {
    const { app, pathOf } = await openHouse();
    const { call } = await signedIn(app, 'owner');
    for (const door of Object.keys(keepers).filter((one) => one.startsWith('POST'))) {
      if (/sign-(in|out)/.test(door)) continue;
      const fields = { answer: 'yes', name: 'A', slug: 'new', do: 'basics', act: 'cancel' };
      await call('POST', pathOf(pathIn(door)), form(fields));
    }
    const known = new Set([...operations.map(nameOperation), 'answerApproval', 'signIn']);
    const { data } = (await app.call('GET', '/api/audit?limit=200')).json;
    const noted = data.map(({ action }: { action: string }) => action);
    expect(noted.filter((name: string) => !known.has(name))).toEqual([]);
    expect(noted.length).toBeGreaterThan(5);
  },
  manyCalls,
);

type Caller = (typeof callers)[number];

function doorsOf(app: TestApp['app']): string[] {
  const doors = app.routes.flatMap(({ method, path }) =>
    /^\/(console|approval)(\/|$)/.test(path) && method !== 'ALL' ? [`${method} ${path}`] : [],
  );
  return [...new Set(doors)].sort();
}

type Held = Map<string, Record<string, string>>;

const pathIn = (door: string) => door.split(' ')[1] ?? '';

/** As a page of ours asks for this editor; in a session of its own where it may be ended. */
async function headersOf(app: TestApp, caller: Caller, path: string, held: Held) {
  const own = { accept: 'text/html', 'sec-fetch-site': 'same-origin' };
  if (caller === 'nobody') return own;
  const known = path === '/console/sign-out' ? undefined : held.get(caller);
  const headers = known ?? { ...own, ...(await signedIn(app, caller)).headers };
  if (path !== '/console/sign-out') held.set(caller, headers);
  return headers;
}

function ask(app: TestApp, method: string, path: string, headers: Record<string, string>) {
  const sent = isUnsafe(method) ? form({}) : {};
  return app.call(method, path, { ...sent, key: null, headers: { ...headers, ...sent.headers } });
}

/** `in`: the door opened, whatever came of it. */
function nameAnswer({ status, headers }: Called): string {
  if (headers.get('location')?.startsWith('/console/sign-in?to=')) return 'sign in';
  const names: Readonly<Record<number, string>> = { 401: 'sign in', 403: 'no', 405: 'no such way' };
  return names[status] ?? (status < 500 ? 'in' : String(status));
}

function expectAnswer(caller: Caller, method: string, path: string): string {
  const door = `${method === 'HEAD' ? 'GET' : method} ${path}`;
  const keeper = keepers[door];
  if (keeper === undefined) return 'no such way';
  if (keeper === 'anybody') return 'in';
  if (caller === 'nobody') return path === '/console' && !isUnsafe(method) ? 'in' : 'sign in';
  const isHidden = caller === 'viewer' && hiddenFromViewers.includes(door);
  return holdsScope({ scopes: scopesOf(caller) }, keeper) && !isHidden ? 'in' : 'no';
}
