// What the engine says about its work: one JSON line each, never an address, a secret or content.

export function log(what: string, facts: Record<string, unknown>): void {
  console.log(JSON.stringify({ what, ...facts }));
}

/** Why something failed, for the log: Drizzle's own messages hold parameters, its causes do not. */
export function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unknown';
}
