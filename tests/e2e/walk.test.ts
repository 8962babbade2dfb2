import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setupWithEngine } from '../support/app.ts';
import { plainDigest } from '../support/engine.ts';
import { openSite } from './browser.ts';

test('a reader joins by email, gets a digest, reads it on the web, and leaves with one click', async () => {
  const app = await setupWithEngine();
  const { engine } = app;
  const site = await openSite(app);
  const publicUrl = String(app.bindings.PUBLIC_URL);
  // Pages are answered before anything is looked up: their emails follow them.
  const inbox = async (subject: RegExp) => {
    const find = async () => {
      await engine.drain();
      return (await engine.messages()).find((message) => subject.test(message.subject))?.html;
    };
    await expect.poll(find, { timeout: 10_000 }).toBeDefined();
    return (await find()) ?? '';
  };
  const linkIn = (html: string, path: string) => {
    const link = new RegExp(`href="${publicUrl}(${path}[^"]*)"`).exec(html)?.[1];
    if (!link) throw new Error(`no link to ${path}`);
    return link.replaceAll('&amp;', '&');
  };

  const page = await site.open('/');
  await typeAsPeople(page.getByLabel('メールアドレス'), 'mai@example.com');
  await page.getByRole('button', { name: '登録する' }).click();
  expect(await heading(page)).toBe('メールをご確認ください');

  await page.goto(site.url + linkIn(await inbox(/確認/), '/confirm/'));
  expect(await heading(page)).toBe('こちらにお届けしますか？');
  await page.getByRole('button', { name: '登録を確認する' }).click();
  expect(await heading(page)).toBe('ようこそ。登録が終わりました');

  const digest = await app.call('POST', '/api/digests', { body: plainDigest });
  const { id: digestId, revision, slug } = digest.json;
  const body = { digestId, revision, lists: ['digest'] };
  expect((await app.call('POST', '/api/sends', { body })).status).toBe(202);
  const mail = await inbox(/朝の市場/);
  await page.goto(site.url + linkIn(mail, '/digests/'));
  expect(await heading(page)).toBe(plainDigest.headline);
  await page.goto(site.url);
  await page.getByRole('link', { name: plainDigest.headline }).click();
  expect(page.url()).toBe(`${site.url}/digests/${slug}`);

  await page.goto(site.url + linkIn(mail, '/u/'));
  await page.getByRole('button', { name: '配信を停止する' }).click();
  expect(await heading(page)).toBe('配信を停止しました');

  // The link of a mail that was passed on must not open the reader's data: theirs comes by mail.
  await page.getByRole('link', { name: /設定/ }).click();
  await page.getByRole('button', { name: 'リンクを送る' }).click();
  expect(await heading(page)).toBe('メールをご確認ください');
  await page.goto(site.url + linkIn(await inbox(/受信設定/), '/preferences/'));
  const box = page.getByRole('checkbox', { name: /Digest|digest|ダイジェスト/ });
  expect(await box.isChecked()).toBe(false);
  await box.check();
  await page.getByRole('button', { name: '配信を保存する' }).click();
  expect(await page.getByRole('status').textContent()).toBe('保存しました。');
  expect(await box.isChecked()).toBe(true);
});

test('a reader changes what is kept, pauses, takes the data along, and is forgotten', async () => {
  const app = await setupWithEngine();
  const site = await openSite(app);
  const page = await site.open('/subscribe', { locale: 'en-GB' });
  await typeAsPeople(page.getByLabel('Email address'), 'ann@example');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  expect(await page.getByText('name@example.com').isVisible()).toBe(true);
  await typeAsPeople(page.getByLabel('Email address'), 'ann@example.com');
  await page.getByLabel('Your name').fill('Ann');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  // The page is answered before anything is looked up: the email follows it.
  const letters = async () => {
    await app.engine.drain();
    return app.engine.messages();
  };
  await expect.poll(letters, { timeout: 10_000 }).toHaveLength(1);
  const [mail] = await letters();
  const confirm = /\/confirm\/[\w-]+/.exec(mail?.html ?? '')?.[0];
  await page.goto(site.url + confirm);
  await page.getByRole('button', { name: 'Confirm my subscription' }).click();
  await page.getByRole('link', { name: 'Your preferences' }).click();

  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ann');
  await page.getByLabel('Time zone').selectOption('Europe/London');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Europe/London');
  await page.getByLabel('For how long').selectOption('30');
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(await page.getByText('Nothing is sent before').isVisible()).toBe(true);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('my-data.json');
  await page.getByRole('button', { name: 'Delete my data' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  expect(await heading(page)).toBe('Everything has been deleted');
  const left = await app.call('GET', '/api/subscribers?email=ann@example.com');
  expect(left.json.data).toEqual([]);
});

/** The form takes an answer within a second of its showing for a machine's. */
async function typeAsPeople(field: Locator, text: string): Promise<void> {
  await field.clear();
  await field.pressSequentially(text, { delay: 120 });
}

async function heading(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
}
