// Mails for later wait in the mailbox as they would at Resend.

import { Resend } from 'resend';
import { expect, test } from 'vitest';
import { mail, openReceiver, setup } from './mailbox-setup.ts';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

async function setupPair() {
  const receiver = await openReceiver();
  const mailbox = await setup({ webhookUrl: receiver.url });
  return {
    mailbox,
    resend: new Resend('re_test', { baseUrl: `http://127.0.0.1:${mailbox.port()}` }),
    passTo: (offsetSeconds: number) => mailbox.call('POST', '/_mailbox/clock', { offsetSeconds }),
    async types() {
      expect((await mailbox.get('/_mailbox/idle')).idle).toBe(true);
      return receiver.events().map(({ type }) => type);
    },
  };
}

test('a mail for later is scheduled, and sent when its moment has come', async () => {
  const { mailbox, resend, passTo, types } = await setupPair();
  const scheduledAt = inSeconds(3600);
  const { from, to, subject, html } = mail(1);
  const made = await resend.emails.send({ from, to, subject, html, scheduledAt });
  const id = made.data?.id ?? '';
  const read = async () => (await resend.emails.get(id)).data;
  expect(await read()).toMatchObject({ last_event: 'scheduled', scheduled_at: scheduledAt });
  expect((await resend.emails.list()).data?.data).toMatchObject([{ scheduled_at: scheduledAt }]);
  await passTo(3500);
  expect(await types()).toEqual(['email.scheduled']);
  await mailbox.restart();
  await passTo(3700);
  expect(await types()).toEqual(['email.scheduled', 'email.sent', 'email.delivered']);
  expect((await mailbox.get(`/emails/${id}`)).last_event).toBe('delivered');
  await passTo(9000);
  expect(await types()).toHaveLength(3);
});

test('until then it can be moved and cancelled, and a mail that is gone cannot', async () => {
  const { mailbox, resend, passTo, types } = await setupPair();
  const { id } = (await mailbox.send(mail(1, { scheduled_at: inSeconds(60) }))).body;
  const scheduledAt = inSeconds(7200);
  const moved = await resend.emails.update({ id: String(id), scheduledAt });
  expect(moved.data).toEqual({ object: 'email', id });
  await passTo(3600);
  expect(await types()).toEqual(['email.scheduled']);
  expect((await resend.emails.cancel(String(id))).data).toEqual({ object: 'email', id });
  await passTo(9000);
  expect(await types()).toEqual(['email.scheduled']);
  expect((await resend.emails.get(String(id))).data).toMatchObject({
    last_event: 'canceled',
    scheduled_at: scheduledAt,
  });
  const again = await resend.emails.cancel(String(id));
  expect(again.error).toMatchObject({ statusCode: 422, name: 'validation_error' });
  const unknown = await resend.emails.cancel('a2f5a6a0-0000-4000-8000-000000000000');
  expect(unknown.error).toMatchObject({ statusCode: 404, name: 'not_found' });
});

test('a moment that is none is refused', async () => {
  const { mailbox, resend } = await setupPair();
  for (const scheduled_at of ['in 1 hour', '2030-02-31', '2030-12-24T07:00:00']) {
    const answer = await mailbox.send(mail(1, { scheduled_at }));
    expect(answer).toMatchObject({ status: 422, body: { name: 'validation_error' } });
  }
  const { id } = (await mailbox.send(mail(1, { scheduled_at: inSeconds(60) }))).body;
  const moved = await resend.emails.update({ id: String(id), scheduledAt: 'tomorrow' });
  expect(moved.error?.name).toBe('validation_error');
});

test('what Resend has and the mailbox has not says so, in Resend’s form', async () => {
  const { mailbox } = await setupPair();
  const calls = [
    ['GET', '/emails/receiving'],
    ['GET', '/emails/metrics'],
    ['PATCH', '/templates/1'],
    ['POST', '/templates/1/duplicate'],
  ] as const;
  for (const [method, path] of calls) {
    const { status, body } = await mailbox.call(method, path);
    const message = `The mailbox has nothing of Resend's ${method} ${path}.`;
    expect([status, body]).toEqual([404, { statusCode: 404, name: 'not_found', message }]);
  }
  expect((await mailbox.call('GET', '/suppressions')).body).toMatchObject({ name: 'not_found' });
});

test('variables that a template does not declare may be of any type', async () => {
  const { mailbox, resend } = await setupPair();
  const variables = [{ key: 'NAME', type: 'string' as const }];
  const template = { name: 'greeting', html: '<p>{{{NAME}}}</p>', subject: 'Hi', variables };
  const id = (await resend.templates.create(template)).data?.id ?? '';
  await resend.templates.publish(id);
  const send = (values: object) =>
    mailbox.send({ from: mail(1).from, to: mail(1).to, template: { id, variables: values } });
  expect((await send({ NAME: '春香', isMember: true, towns: ['金沢'] })).status).toBe(200);
  expect(await send({ NAME: true })).toMatchObject({
    status: 422,
    body: { message: "Variable 'NAME' must be a string" },
  });
});
