// Fetches the bytes of one page.

import type { Trouble } from '../trouble.ts';
import { askWeb, type SourceWeb, type WebAnswer } from './ask-web.ts';

export interface FetchedPage {
  /** The address that answered, redirects followed. */
  url: string;
  status: number;
  /** The `Content-Type`; empty if the page does not say. */
  type: string;
  /** Its `Content-Signal`; empty if there is none. */
  signal: string;
  bytes: Uint8Array;
}

const headers = { accept: 'text/html,application/xhtml+xml,text/plain;q=0.8' };

/** One GET. A page that needs a person (401, 402, 403, 451) comes back with its status and no bytes. */
export async function fetchPage(web: SourceWeb, url: string): Promise<FetchedPage | Trouble> {
  return askWeb(web, url, headers, takePage);
}

async function takePage(answer: WebAnswer): Promise<FetchedPage | Trouble> {
  const { url, status } = answer;
  const type = answer.headers.get('content-type') ?? '';
  const page = { url, status, type, signal: answer.headers.get('content-signal') ?? '' };
  const stop = async <Result>(result: Result) => {
    await answer.drop();
    return result;
  };
  if (walls.includes(status)) return stop({ ...page, bytes: new Uint8Array() });
  if (status < 200 || status > 299) return stop({ code: 'status', value: status } as const);
  if (type !== '' && !/html|text\/plain/i.test(type)) return stop({ code: 'not_a_page' } as const);
  const bytes = await answer.readBytes();
  return bytes === null ? { code: 'too_large' } : { ...page, bytes };
}

/** What a page answers that wants a person, their money or their country. */
const walls: readonly number[] = [401, 402, 403, 451];
