// JSON from outside: its value, or nothing.

/** Null for what is no JSON, as for JSON's own null. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
