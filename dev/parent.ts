// Ends what npm started when npm ends: SIGTERM to npm reaches npm and the shell below it, not us.

/**
 * Calls `stop` when the process above this one is gone. Only below npm: who starts a program by hand
 * may well end before it.
 */
export function endWithNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 250).unref();
}
