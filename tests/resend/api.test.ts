import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createResendApi } from '../../src/resend/api.ts';
import { isBefore } from '../../src/resend/walk-back.ts';

/** The client of an account whose every answer is this one. */
async function openAccount(status: number, body: string) {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return createResendApi({ apiKey: 're_test', baseUrl: `http://127.0.0.1:${port}` });
}

const listed = (created_at: string) => ({
  id: created_at,
  to: 'a@example.com',
  subject: null,
  created_at,
});

test('a moment is read in each of the ways Resend writes it, and is null in any other', async () => {
  const written = [
    '2026-04-03 22:13:42.674981+00',
    '2026-04-03 22:13:42.674+00:00',
    '2026-04-03T22:13:42.674Z',
    'yesterday',
  ];
  const body = JSON.stringify({ has_more: false, data: written.map(listed) });
  const page = await (await openAccount(200, body)).listEmails(null);
  if (page.kind !== 'ok') throw new Error(page.kind);
  const at = Date.UTC(2026, 3, 3, 22, 13, 42, 674);
  expect(page.value.data.map((mail) => mail.created_at)).toEqual([at, at, at, null]);
  expect(page.value.data.map((mail) => isBefore(mail, at + 1))).toEqual([true, true, true, false]);
});

test.each([
  [200, '<html>', 'no_answer'],
  [200, '{"data":"none"}', 'no_answer'],
  [403, '<html>Just a moment</html>', 'no_answer'],
  [403, '{"name":"restricted_api_key","message":"x"}', 'refused'],
  [429, '', 'rate_limited'],
  [503, '{"name":"application_error","message":"x"}', 'no_answer'],
])('%i %s to a question is %s', async (status, body, kind) => {
  expect((await (await openAccount(status, body)).listEmails(null)).kind).toBe(kind);
});
