// The commands about sends: started, looked at, moved, steered.

import { findId, readAll } from './names.ts';
import { type Command, need, readRevision } from './options.ts';
import { describeSend, type SendProgress, watchSend } from './progress.ts';
import { sendDigest } from './send.ts';
import { showJson, showMoment, showTable } from './table.ts';

interface SendView extends SendProgress {
  id: string;
  digestId: string;
  revision: number;
  scheduledAt: string | null;
  lists: string[];
}

export const sendCommands: Readonly<Record<string, Command>> = {
  send: {
    usage:
      '<digest> [--lists a,b] [--segment name] [--revision n] [--at time]\n[--timezone zone] [--again] [--warm-up new_domain | known_domain] [--yes]',
    takes: 1,
    does: 'say who would get it; with --yes, send it and watch. A line that\nis repeated sends once; --again mails those who have it, too;\n--warm-up mails more people every day, the rest the next day',
    async run(client, [name], { segment, ...options }) {
      const id = await findId(client, 'digest', name);
      const chosen =
        segment === undefined ? {} : { segment: await findId(client, 'segment', segment) };
      await sendDigest(client, id, { ...options, ...chosen });
    },
  },
  sends: {
    usage: '[digest] [--json]',
    takes: 1,
    does: 'the sends, of one digest or of all, the newest first',
    async run(client, [name], { json }) {
      const query = name === undefined ? {} : { digest: await findId(client, 'digest', name) };
      const sends = await readAll<SendView>(client, '/api/sends', 1, query);
      if (json) return showJson(sends);
      const rows = sends.map((send) => [
        ...[send.id, send.lists.join(','), showMoment(send.scheduledAt), describeSend(send)],
      ]);
      showTable(['id', 'lists', 'scheduled', 'status'], rows, 'No sends yet.');
    },
  },
  status: {
    usage: '<send> [--watch | --json]',
    takes: 1,
    does: 'where a send stands',
    async run(client, [name], { watch, json }) {
      const id = await findId(client, 'send', name);
      if (watch) return watchSend(client, id);
      const send = (await client.get(`/api/sends/${id}`)) as SendView;
      if (json) showJson(send);
      else showSend(send);
    },
  },
  recipients: {
    usage: '<send> [--outcome rejected] [--json]',
    takes: 1,
    does: 'who gets it, and what became of each',
    async run(client, [name], { outcome, json }) {
      const id = await findId(client, 'send', name);
      const query: Record<string, string> = outcome === undefined ? {} : { outcome };
      const people = await readAll<Recipient>(
        client,
        `/api/sends/${id}/recipients`,
        Infinity,
        query,
      );
      if (json) return showJson(people);
      const rows = people.map((one) => [
        ...[one.email ?? '(erased)', one.outcome, one.delivery ?? '', one.reason ?? ''],
      ]);
      showTable(['address', 'outcome', 'delivery', 'reason'], rows, 'Nobody.');
    },
  },
  reschedule: {
    usage: '<send> [--at time] [--timezone zone] [--revision n]',
    takes: 1,
    does: 'move a send that waits to another moment or revision',
    async run(client, [name], { at, timezone, revision }) {
      if (revision === undefined) need(at, '--at or --revision');
      const body = {
        ...(at === undefined ? {} : { scheduledAt: at }),
        ...(timezone === undefined ? {} : { timezone }),
        ...(revision === undefined ? {} : { revision: readRevision(revision) }),
      };
      const id = await findId(client, 'send', name);
      showSend((await client.patch(`/api/sends/${id}`, body)) as SendView);
    },
  },
  pause: steer('pause', '<send>', 'stop where it stands'),
  resume: steer(
    'resume',
    '<send> [--now]',
    'on where it stopped; --now: although its moment has passed',
  ),
  cancel: steer('cancel', '<send>', 'call it off; what was accepted is out'),
  retry: steer('retry', '<send>', 'try those again whom a passing reason kept from it'),
};

interface Recipient {
  email: string | null;
  outcome: string;
  delivery: string | null;
  reason: string | null;
}

function steer(verb: string, usage: string, does: string): Command {
  return {
    usage,
    takes: 1,
    does,
    async run(client, [name], { now }) {
      const id = await findId(client, 'send', name);
      const body = verb === 'resume' && now ? { missed: 'send_now' } : {};
      showSend((await client.post(`/api/sends/${id}/${verb}`, body)) as SendView);
    },
  };
}

function showSend(send: SendView): void {
  const when = send.scheduledAt === null ? '' : `  at ${showMoment(send.scheduledAt)}`;
  console.log(`send ${send.id} of revision ${send.revision} to ${send.lists.join(', ')}${when}`);
  console.log(describeSend(send));
  for (const { message } of send.warnings) console.log(`! ${message}`);
}
