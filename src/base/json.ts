// JSON from outside: its value, or nothing.

/** Undefined for what is no JSON: a value that no JSON has. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
