import { expect, test } from 'vitest';
import { ensureEditor } from '../../src/access/editors/editors.ts';
import { writeSignInLink } from '../../src/access/sessions/sign-in.ts';
import type { EmailAddress } from '../../src/base/email-address.ts';
import { createTokenRing } from '../../src/base/token.ts';
import { passkeys } from '../../src/db/schema/editors.ts';
import { setup } from '../support/app.ts';
import { signedIn } from '../support/console.ts';
import { findFaults, openSite } from './browser.ts';

const address = 'aki@example.com' as EmailAddress;

/** Passkeys belong to a domain: `localhost` is one, a number is none. */
async function openAtLocalhost() {
  const app = await setup();
  const site = await openSite(app);
  const url = site.url.replace('127.0.0.1', 'localhost');
  app.bindings.PUBLIC_URL = url;
  return { app, site, url };
}

test('an editor comes in by a link, adds a passkey, leaves, and comes back by it', {
  timeout: 90_000,
}, async () => {
  const { app, site, url } = await openAtLocalhost();
  await ensureEditor(app.db, address, 'owner');
  const tokens = createTokenRing([String(app.bindings.SIGNING_KEYS)]);
  const link = await writeSignInLink({ db: app.db, tokens }, address);
  const page = await site.open('/console/sign-in');
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(url + link);
  await page.locator('main form button').click();
  await page.waitForURL(/\/console$/);
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name === 'console')).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
  });
  expect(await page.evaluate(() => document.cookie)).not.toContain('console=');
  expect(await page.evaluate(() => document.referrer)).not.toContain('sign-in');

  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(`${url}/console/settings/sessions`);
  await page.locator('[data-passkey="add"]').click();
  await page.locator('#passkeys table').waitFor();
  await page.locator('form[action="/console/sign-out"] button[name="everywhere"]').click();
  await page.waitForURL(/\/console\/sign-in$/);
  await page.goto(`${url}/console/sign-in?to=%2Fconsole%2Fsettings%2Faudit`);
  // The browser's own suggestion may be faster: the virtual finger presses by itself.
  await page
    .locator('[data-passkey="sign-in"]')
    .click({ timeout: 5_000 })
    .catch(() => {});
  await page.waitForURL(/settings\/audit$/);
  // The virtual finger answers wherever it is asked: perhaps on the page of signing out, too.
  expect(await page.locator('tbody tr').count()).toBeGreaterThanOrEqual(4);
  const [passkey] = await app.db.select().from(passkeys);
  expect(passkey?.lastUsedAt).not.toBeNull();
  expect(said).toEqual([]);
});

const views = (['light', 'dark'] as const).flatMap((colorScheme) =>
  ['ja-JP', 'en-GB'].map((locale) => ({ colorScheme, locale })),
);

test.each(views)('axe finds nothing on signing in: %o', { timeout: 90_000 }, async (view) => {
  const site = await openSite(await setup());
  const page = await site.open('/console/sign-in', view);
  expect(await findFaults(page)).toEqual([]);
  await page.goto(`${site.url}/console/sign-in/nothing`);
  expect(await findFaults(page)).toEqual([]);
});

test.each(views)('axe finds nothing on the settings: %o', { timeout: 90_000 }, async (view) => {
  const app = await setup();
  const site = await openSite(app);
  const owner = await signedIn(app, 'owner');
  const page = await site.open('/console/sign-in', view);
  await page.context().addCookies([owner.cookie(site.url)]);
  for (const name of ['sessions', 'editors', `editors/${owner.editor.id}`, 'keys', 'audit']) {
    await page.goto(`${site.url}/console/settings/${name}`);
    expect(await findFaults(page), name).toEqual([]);
  }
});
