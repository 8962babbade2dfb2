// The commands about lists and the people on them.

import { pipeline } from 'node:stream/promises';
import { exportSubscribers } from './export.ts';
import { importSubscribers } from './import.ts';
import { readAll } from './names.ts';
import { type Command, need, readList, UsageError } from './options.ts';
import { showJson, showTable } from './table.ts';

export const peopleCommands: Readonly<Record<string, Command>> = {
  lists: {
    usage: '[--json]',
    takes: 0,
    does: 'the lists',
    async run(client, _, { json }) {
      type List = { slug: string; name: string; visibility: string };
      const lists = await readAll<List>(client, '/api/lists', 5);
      if (json) return showJson(lists);
      const rows = lists.map(({ slug, visibility, name }) => [slug, visibility, name]);
      showTable(['slug', 'visibility', 'name'], rows);
    },
  },
  segments: {
    usage: '[--json]',
    takes: 0,
    does: 'the saved rules that narrow lists',
    async run(client, _, { json }) {
      const segments = await readAll<{ id: string; name: string }>(client, '/api/segments', 5);
      if (json) return showJson(segments);
      showTable(
        ['id', 'name'],
        segments.map(({ id, name }) => [id, name]),
        'No segments yet.',
      );
    },
  },
  subscribers: {
    usage:
      'import <file> [--lists a,b] [--status confirmed --consent "how"]\n[--map \'{"Contact":"email"}\'] [--encoding windows-1252] [--dry-run]\nexport [--format csv|ndjson] [--after cursor]',
    takes: 2,
    does: 'people in and out; an export that was cut says with which cursor\nto go on',
    async run(client, [verb, file], options) {
      const { lists = 'digest', status, consent, format = 'csv', after, map, encoding } = options;
      if (verb === 'export') {
        const write = (part: Uint8Array) => pipeline([part], process.stdout, { end: false });
        return exportSubscribers(client, { format, after }, write);
      }
      if (verb !== 'import')
        throw new UsageError('subscribers import <file>, or subscribers export');
      const dryRun = options['dry-run'] ? 'true' : undefined;
      const query = { lists: readList(lists).join(','), status, consent, map, encoding, dryRun };
      await importSubscribers(client, need(file, 'a file'), query);
    },
  },
};
