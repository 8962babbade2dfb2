// Whether a page can be read at all: looked at before a tree is made of it.

import { Parser } from 'htmlparser2';

/**
 * Readability walks up and down the tree for every element: 300 elements within each other take it a second
 * and a half, 1,000 a minute. No page of an article needs a hundred.
 */
const deepest = 100;
/** The depths of all elements together: what a walk up from each of them costs. */
const mostSteps = 300_000;

/** True if the elements of the page are so many or so deep that only malice nests them so. Linear. */
export function isOverNested(html: string): boolean {
  let depth = 0;
  let steps = 0;
  let isOver = false;
  const parser = new Parser({
    onopentagname(name) {
      if (!voids.has(name)) depth += 1;
      steps += depth;
      if (depth <= deepest && steps <= mostSteps) return;
      isOver = true;
      parser.pause();
    },
    onclosetag(name) {
      if (!voids.has(name)) depth -= 1;
    },
  });
  // In pieces: a paused parser leaves the rest of what it was given alone.
  for (let at = 0; at < html.length && !isOver; at += piece) {
    parser.write(html.slice(at, at + piece));
  }
  return isOver;
}

const piece = 64 * 1024;
const voids = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);
