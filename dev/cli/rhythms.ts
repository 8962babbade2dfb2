// The commands about rhythms: what there are and what became of them, and one run now.

import { type Command, need } from './options.ts';
import { showJson, showTable } from './table.ts';

interface Run {
  dueAt: string;
  state: string;
  headline: string | null;
  why: { message: string } | null;
}

interface Rhythm {
  id: string;
  name: string;
  list: string;
  isPaused: boolean;
  next: string[];
  lastRun: Run | null;
}

export const rhythmCommands: Readonly<Record<string, Command>> = {
  rhythms: {
    usage: '[id] [--json]',
    takes: 1,
    does: 'the rhythms with their next hour; of one, what became of each hour',
    async run(client, [id], { json }) {
      if (id !== undefined) {
        const page = (await client.get(`/api/rhythms/${id}/runs`)) as { data: Run[] };
        if (json) return showJson(page.data);
        const rows = page.data.map(sayRun);
        return showTable(['due', 'state', 'what'], rows, 'No hour has come yet.');
      }
      const { data } = (await client.get('/api/rhythms')) as { data: Rhythm[] };
      if (json) return showJson(data);
      const rows = data.map((one) => [
        one.id,
        one.list,
        one.isPaused ? 'paused' : (one.next[0] ?? 'never'),
        one.lastRun?.state ?? '',
        one.name,
      ]);
      showTable(['id', 'list', 'next', 'last', 'name'], rows, 'No rhythms yet.');
    },
  },
  'run-rhythm': {
    usage: '<id> [--json]',
    takes: 1,
    does: 'make a digest of what is new now, beside its hours; somebody is\nasked before it is sent',
    async run(client, [id], { json }) {
      const run = (await client.post(
        `/api/rhythms/${need(id, 'the id of a rhythm')}/run`,
        {},
      )) as Run;
      if (json) return showJson(run);
      console.log(sayRun(run).filter(Boolean).join('  '));
    },
  },
};

function sayRun({ dueAt, state, headline, why }: Run): string[] {
  return [dueAt, state, why?.message ?? headline ?? ''];
}
