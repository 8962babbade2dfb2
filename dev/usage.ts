// `--help` of the commands that take no options: asked what they do, they must not do it.

/** Ends the process if there are arguments: with what it does for `--help`, else with a refusal. */
export function takeNoArguments(usage: string): void {
  const given = process.argv.slice(2);
  if (given.length === 0) return;
  if (given.includes('--help') || given.includes('-h')) {
    console.log(usage);
    process.exit(0);
  }
  console.error(`It takes no arguments, so not ${given.join(' ')} either.\n\n${usage}`);
  process.exit(2);
}
