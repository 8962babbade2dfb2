// The reading page and the views of a mail: harmless, self-contained, in the chosen look.

import { expect, test } from 'vitest';
import { prepareMail } from '../../dev/mailbox/mail-html.ts';
import { mail, setup } from './mailbox-setup.ts';

const dark = '@media (prefers-color-scheme: dark) and (max-width: 600px) {p{color:white}}';

test('the page needs nothing from elsewhere and allows only its own scripts', async () => {
  const mailbox = await setup();
  const page = await fetch(`http://127.0.0.1:${mailbox.port()}/`);
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  const html = await page.text();
  const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link);
  for (const link of links) {
    expect(link).toMatch(/^\//);
    expect((await fetch(`http://127.0.0.1:${mailbox.port()}${link}`)).status).toBe(200);
  }
});

test('a mail is shown in a sandbox, with or without images', async () => {
  const mailbox = await setup();
  const { body } = await mailbox.send(mail(1, { html: '<script>alert(1)</script><p>a</p>' }));
  const view = async (query: string) =>
    (
      await fetch(`http://127.0.0.1:${mailbox.port()}/_mailbox/messages/${body.id}/html?${query}`)
    ).headers.get('content-security-policy');
  expect(await view('')).toMatch(
    /sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox$/,
  );
  expect(await view('')).toContain('img-src http: https: data:');
  expect(await view('images=0')).toContain("img-src 'none'");
});

test('the colour scheme is decided by the switch, not by the reader’s computer', () => {
  const html = `<head><meta name="color-scheme" content="light dark"><style>${dark}</style></head>`;
  expect(prepareMail(html, { dark: true, images: true })).toContain(
    '@media (min-width:0px) and (max-width: 600px)',
  );
  expect(prepareMail(html, { dark: false, images: true })).toContain('@media (max-width:0px) and');
  expect(prepareMail(html, { dark: true, images: true })).toContain('color-scheme:dark');
  expect(prepareMail('<p>$& plain</p>', { dark: true, images: true })).toContain('$& plain');
});

test('the source is a mail that a mail program can open', async () => {
  const mailbox = await setup();
  const { body } = await mailbox.send(mail(1));
  const url = `http://127.0.0.1:${mailbox.port()}/_mailbox/messages/${body.id}/source`;
  const { default: PostalMime } = await import('postal-mime');
  const parsed = await PostalMime.parse(await (await fetch(url)).arrayBuffer());
  expect(parsed.subject).toBe(mail(1).subject);
  expect(parsed.html?.trim()).toBe(mail(1).html);
  expect(parsed.text?.trim()).toBe(mail(1).text);
  expect(parsed.headers.find(({ key }) => key === 'list-id')?.value).toBe(
    '<digest.news.example.com>',
  );
});

test('shows in the list how each mail begins, hidden preheader first', async () => {
  const mailbox = await setup();
  const html = `<html><head><title>T</title><style>p{}</style></head><body><div style="display:none">早い &amp; 静か${'\u2003\u034f'.repeat(9)}</div><p>本文</p></body>`;
  await mailbox.send(mail(1, { html }));
  await mailbox.send(mail(2, { html: undefined, text: 'Only\ntext' }));
  const rows = await mailbox.messages('fields=row&order=newest');
  expect(rows.map(({ preview }) => preview)).toEqual(['Only text', '早い & 静か']);
  expect(rows[0]).not.toHaveProperty('html');
});

test('takes a letter off the page and brings it back, over a restart; log and API keep it', async () => {
  const mailbox = await setup();
  const { body } = await mailbox.send(mail(1));
  await mailbox.send(mail(2));
  const path = `/_mailbox/messages/${body.id}`;
  expect((await mailbox.call('DELETE', path)).body).toEqual({ id: body.id, takenAway: true });
  await mailbox.restart();
  expect(await mailbox.messages()).toHaveLength(1);
  expect((await mailbox.call('GET', path)).status).toBe(404);
  expect((await mailbox.call('GET', `/emails/${body.id}`)).status).toBe(200);
  expect(await mailbox.stats()).toMatchObject({ accepted: 2 });
  expect((await mailbox.call('POST', `${path}/restore`)).status).toBe(200);
  expect(await mailbox.messages()).toHaveLength(2);
  expect((await mailbox.call('DELETE', '/_mailbox/messages/none')).status).toBe(404);
});

test('says which elements of a mail we know, and which mail programs lack which', async () => {
  const mailbox = await setup();
  const { body } = await mailbox.send(mail(1, { html: '<marquee style="opacity:.5">x</marquee>' }));
  const { foreign, gaps } = await mailbox.get(`/_mailbox/messages/${body.id}/features`);
  expect(foreign).toEqual(['marquee']);
  expect(JSON.stringify(gaps)).toContain('outlook');
});

test('looking changes nothing', async () => {
  const mailbox = await setup();
  const { body } = await mailbox.send(mail(1));
  const before = await mailbox.stats();
  const doors = ['', '_mailbox/log', '_mailbox/reset', '_mailbox/messages', '_mailbox/faults'];
  for (const door of [...doors, `_mailbox/messages/${body.id}/html`, 'emails', `emails/${body.id}`])
    await mailbox.call('GET', `/${door}`);
  expect(await mailbox.stats()).toEqual(before);
});

test('a website open in the same browser cannot order a reset', async () => {
  const mailbox = await setup();
  await mailbox.send(mail(1));
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect((await mailbox.call('POST', '/_mailbox/reset', {}, headers)).status).toBe(403);
  expect(await mailbox.stats()).toMatchObject({ accepted: 1 });
});
