// What a model wrote, as JSON of a shape; muttering around it is passed over.

import type * as z from 'zod';

/** Longer answers are none. */
const longestAnswer = 20_000;

/** Null if there is no JSON of that shape in it. Linear in its length. */
export function readAnswer<Shape extends z.ZodType>(
  text: string,
  schema: Shape,
): z.output<Shape> | null {
  if (text.length > longestAnswer) return null;
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from < 0 || to < from) return null;
  const parsed = schema.safeParse(parseJson(text.slice(from, to + 1)));
  return parsed.success ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
