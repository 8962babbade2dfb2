// The commands about digests: made of files, listed, looked at, revised, published.

import { pipeline } from 'node:stream/promises';
import { addOrigin, readDigestFile } from './digest-file.ts';
import { findId, readAll } from './names.ts';
import { type Command, need, type Options, readRevision, UsageError } from './options.ts';
import { showJson, showMoment, showTable } from './table.ts';

interface DigestView {
  id: string;
  slug: string;
  revision: number;
  content: { headline: string; sections: unknown[] };
  warnings?: { line?: number; message: string; text?: string }[];
}

interface Finding {
  path?: string;
  message: string;
}

export const digestCommands: Readonly<Record<string, Command>> = {
  import: {
    usage: '<file>',
    takes: 1,
    does: 'make a digest of a .md, .txt (pasted page), .html or .json file',
    async run(client, [file]) {
      const { type, body } = readDigestFile(need(file, 'a file'));
      const place = type === 'application/json' ? '/api/digests' : '/api/digests/import';
      showDigest((await client.post(place, body, { type })) as DigestView);
    },
  },
  list: {
    usage: '[--json]',
    takes: 0,
    does: 'the digests, the newest first',
    async run(client, _, { json }) {
      const digests = await readAll<Summary>(client, '/api/digests', 5);
      if (json) return showJson(digests);
      const rows = digests.map(({ id, slug, status, revision, updatedAt, headline }) => [
        ...[id, status, String(revision), showMoment(updatedAt), slug, headline],
      ]);
      showTable(['id', 'status', 'rev', 'changed', 'slug', 'headline'], rows, 'No digests yet.');
    },
  },
  export: {
    usage: '<digest> [--markdown | --json] [--revision n]',
    takes: 1,
    does: 'the digest as Markdown, with its id for `update`, or as JSON',
    async run(client, [name], { json, ...options }) {
      const id = await findId(client, 'digest', name);
      const view = (await client.get(pathOf(id, '', options))) as DigestView;
      if (json) return showJson(view);
      const markdown = await client.read(pathOf(id, '', options, { format: 'markdown' }));
      const text = new TextDecoder().decode(markdown.body);
      process.stdout.write(addOrigin(text, id, view.revision));
    },
  },
  update: {
    usage: '<file.md | file.json> [digest]',
    takes: 2,
    does: 'write the next revision; an exported file knows its digest, and\nis refused if somebody has revised that meanwhile',
    async run(client, [file, name]) {
      const read = readDigestFile(need(file, 'a file'));
      if (read.type !== 'text/markdown' && read.type !== 'application/json')
        throw new UsageError(
          'update takes Markdown or JSON: `export` gives you the digest as one.',
        );
      const id = await findId(client, 'digest', name ?? read.id ?? undefined);
      const isSame = read.id === id && read.revision !== null;
      const revision = isSame
        ? read.revision
        : ((await client.get(`/api/digests/${id}`)) as DigestView).revision;
      const more = { type: read.type, revision: revision ?? 0 };
      showDigest((await client.put(`/api/digests/${id}`, read.body, more)) as DigestView);
    },
  },
  check: {
    usage: '<digest> [--revision n] [--json]',
    takes: 1,
    does: 'what stands against sending it; ends with 1 if anything does',
    async run(client, [name], { json, ...options }) {
      const id = await findId(client, 'digest', name);
      const result = (await client.get(pathOf(id, '/checks', options))) as Checks;
      if (!result.ok) process.exitCode = 1;
      if (json) return showJson(result);
      const rows = [
        ...result.errors.map(({ path = '', message }) => ['error', path, message]),
        ...result.warnings.map(({ path = '', message }) => ['warning', path, message]),
      ];
      showTable(['', 'where', 'what'], rows, 'Nothing stands against sending it.');
    },
  },
  preview: {
    usage: '<digest> [--text | --inbox] [--revision n]',
    takes: 1,
    does: 'the mail as it would be sent, or its row in an inbox',
    async run(client, [name], options) {
      const id = await findId(client, 'digest', name);
      const format = options.inbox ? 'inbox' : options.text ? 'text' : 'html';
      const mail = await client.open(pathOf(id, '/preview', options, { format }));
      await pipeline(mail, process.stdout, { end: false });
    },
  },
  test: {
    usage: '<digest> --to <address> [--revision n]',
    takes: 1,
    does: 'mail it to yourself (up to five --to)',
    async run(client, [name], options) {
      const to = options.to ?? [need(undefined, '--to')];
      const id = await findId(client, 'digest', name);
      await client.post(pathOf(id, '/test', options), { to });
      console.log(`On its way to ${to.join(', ')}.`);
    },
  },
  publish: {
    usage: '<digest> --revision n --note "what was corrected"',
    takes: 1,
    does: 'put a correction on the page of a digest that was mailed',
    async run(client, [name], { revision, note }) {
      const body = {
        revision: readRevision(need(revision, '--revision')),
        note: need(note, '--note'),
      };
      const id = await findId(client, 'digest', name);
      const digest = (await client.post(`/api/digests/${id}/publish`, body)) as {
        page: string;
        publishedRevision: number;
        warnings: { message: string }[];
      };
      console.log(`${digest.page} shows revision ${digest.publishedRevision}.`);
      for (const { message } of digest.warnings) console.log(`  ${message}`);
    },
  },
};

interface Summary extends Omit<DigestView, 'content'> {
  status: string;
  headline: string;
  updatedAt: string;
}

interface Checks {
  ok: boolean;
  errors: Finding[];
  warnings: Finding[];
}

function showDigest({ id, slug, revision, content, warnings = [] }: DigestView): void {
  const { headline, sections } = content;
  console.log(`${id}  ${headline} (${sections.length} sections, revision ${revision}, ${slug})`);
  for (const { line, message, text } of warnings) {
    console.log(line === undefined ? `  ${message}` : `  line ${line}: ${message}: ${text}`);
  }
}

function pathOf(
  id: string,
  verb: string,
  { revision }: Pick<Options, 'revision'>,
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    ...more,
    ...(revision === undefined ? {} : { revision: String(readRevision(revision)) }),
  });
  return `/api/digests/${id}${verb}${query.size === 0 ? '' : `?${query}`}`;
}
