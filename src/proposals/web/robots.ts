// What a site asks of programs that read one of its pages (RFC 9309).

import type { SourceWeb } from './ask-web.ts';
import { robotsKeepFromModels } from './content-signal.ts';
import { fetchPage } from './fetch-page.ts';
import { type RobotsGroups, readGroups } from './robots-groups.ts';

/** Of a robots.txt no more is read: RFC 9309 §2.5 asks for 500 KiB at least. */
const mostBytes = 512 * 1024;

export interface RobotsWord {
  /** It asks programs not to read the page. */
  isRefused: boolean;
  /** It keeps what is read from language models. */
  isKeptFromModels: boolean;
}

/** Says neither where nobody answers: then the page does not, either. Asked anew for each page. */
export async function askRobots(web: SourceWeb, url: string): Promise<RobotsWord> {
  const robotsUrl = new URL('/robots.txt', url).href;
  const [answer, { default: parseRobots }] = await Promise.all([
    fetchPage(web, robotsUrl),
    import('robots-parser'),
  ]);
  if ('code' in answer || answer.status !== 200) {
    return { isRefused: false, isKeptFromModels: false };
  }
  const text = new TextDecoder().decode(answer.bytes.subarray(0, mostBytes));
  const groups = readGroups(text, web.agent.split('/', 1)[0] ?? '');
  return {
    isRefused: parseRobots(robotsUrl, rulesOf(groups)).isDisallowed(url, '*') ?? false,
    isKeptFromModels: robotsKeepFromModels(groups, url),
  };
}

/** As one group: robots-parser keeps every rule once for every time that somebody is named before it. */
function rulesOf({ own, hasOwn, everybody }: RobotsGroups): string {
  const rules = (hasOwn ? own : everybody).filter(({ field }) => /^(?:dis)?allow$/.test(field));
  return ['user-agent: *', ...rules.map(({ field, value }) => `${field}: ${value}`)].join('\n');
}
