// Whether a site asks programs not to read a page (RFC 9309).

import { fetchPage, type SourceWeb } from './fetch-page.ts';

/** Of a robots.txt no more is read: RFC 9309 §2.5 asks for 500 KiB at least. */
const mostBytes = 512 * 1024;

/** False, too, where nobody answers: then the page does not, either. Asked anew for each page. */
export async function isRefusedByRobots(web: SourceWeb, url: string): Promise<boolean> {
  const robotsUrl = new URL('/robots.txt', url).href;
  const [answer, { default: parseRobots }] = await Promise.all([
    fetchPage(web, robotsUrl),
    import('robots-parser'),
  ]);
  if ('code' in answer || answer.status !== 200) return false;
  const text = new TextDecoder().decode(answer.bytes.subarray(0, mostBytes));
  return parseRobots(robotsUrl, text).isDisallowed(url, web.agent) ?? false;
}
