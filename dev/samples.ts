// The first start's sample data: two digests, their readers, a send of each, a proposal and a feed, all by the API.

import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from './worker.ts';

export interface SampleTarget {
  /** Of the running worker. */
  url: string;
  apiKey: string;
  /** Addresses of articles to make a proposal of. */
  sources: readonly string[];
  /** Address of a feed to watch, whose newest article goes into the inbox. */
  feed: string | null;
  say(what: string): void;
}

const samples = [
  { file: 'digest-ja.txt', type: 'text/plain', list: 'digest', language: 'ja' },
  { file: 'digest-en.md', type: 'text/markdown', list: 'digest-en', language: 'en' },
];

const readers = {
  ja: ['hanako', 'taro', 'kiku', 'haruka', 'minoru', 'aoi'],
  en: ['alice', 'bjorn', 'chiara', 'devon'],
};

/** Does nothing if any digest exists; returns when the sends are done. */
export async function sendSamples(target: SampleTarget): Promise<void> {
  const call = client(target);
  const existing = await call<{ data: unknown[] }>('GET', '/api/digests?limit=1');
  if (existing.data.length > 0) return;
  target.say('Sending the sample digests to the sample readers …');
  await call('POST', '/api/lists', {
    json: {
      slug: 'digest-en',
      name: 'Chrysanthemum Digest (English)',
      description: 'One digest a week, in English.',
      visibility: 'public',
      language: 'en',
    },
  });
  await call('PATCH', '/api/lists/digest', {
    json: {
      name: '菊のダイジェスト',
      description: '週に一度、出典つきのまとめをお届けします。',
      language: 'ja',
    },
  });
  for (const sample of samples) await sendSample(call, sample);
  const { sources } = target;
  if (sources.length > 0)
    await call('POST', '/api/proposals', { json: { language: 'ja', sources } });
  if (target.feed !== null) await watchSample(call, target.feed);
}

type Call = ReturnType<typeof client>;

async function watchSample(call: Call, url: string): Promise<void> {
  const { id } = await call<{ id: string }>('POST', '/api/feeds', { json: { url } });
  const { data } = await call<{ data: { id: string }[] }>('GET', `/api/feeds/${id}/items`);
  if (data[0]) await call('POST', '/api/inbox', { json: { item: data[0].id } });
}

async function sendSample(call: Call, sample: (typeof samples)[number]): Promise<void> {
  const { list, language } = sample;
  for (const name of readers[language as keyof typeof readers]) {
    await call('POST', '/api/subscribers', {
      json: {
        email: `${name}@readers.example`,
        language,
        lists: [{ slug: list, status: 'confirmed' }],
        consent: 'Sample reader of the local stack',
      },
    });
  }
  const text = fs.readFileSync(path.join(projectRoot, 'dev', 'samples', sample.file), 'utf8');
  const digest = await call<{ id: string; revision: number }>('POST', '/api/digests/import', {
    text,
    type: sample.type,
  });
  const { id } = await call<{ id: string }>('POST', '/api/sends', {
    json: { digestId: digest.id, revision: digest.revision, lists: [list] },
  });
  for (let attempt = 0; attempt < 150; attempt++) {
    const send = await call<{ status: string }>('GET', `/api/sends/${id}`);
    if (send.status === 'sent') return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The sample send did not end within 30 s; look at GET /api/sends.');
}

interface Body {
  json?: unknown;
  text?: string;
  type?: string;
}

function client(target: SampleTarget) {
  return async <Answer>(method: string, route: string, body: Body = {}): Promise<Answer> => {
    const content = body.json === undefined ? body.text : JSON.stringify(body.json);
    const answer = await fetch(`${target.url}${route}`, {
      method,
      headers: {
        authorization: `Bearer ${target.apiKey}`,
        ...(content === undefined ? {} : { 'content-type': body.type ?? 'application/json' }),
      },
      ...(content === undefined ? {} : { body: content }),
    });
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
}
