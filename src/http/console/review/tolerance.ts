// How far the readers may be from the number that was on the page.

/** The larger of five people and one in a hundred. */
export function toleranceOf(shown: number): number {
  return Math.max(5, Math.ceil(shown / 100));
}
