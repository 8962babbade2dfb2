// Whether a site keeps its texts from language models: Content-Signal (contentsignals.org).

/** Of one value, a header's or a line's: `search=yes, ai-input=no`. What it does not name, it does not refuse. */
export function keepsFromModels(signal: string): boolean {
  return signal
    .slice(0, longestSignal)
    .split(/[,\s]+/)
    .some((part) => part.toLowerCase() === 'ai-input=no');
}

const longestSignal = 1000;

/**
 * Of a robots.txt: of the groups for our agent, else of those for everybody, and of what stands before all
 * groups. A line that begins with a path counts for addresses that begin with it. `agent`: the name alone.
 */
export function robotsKeepFromModels(robots: string, agent: string, url: string): boolean {
  const { pathname, search } = new URL(url);
  const own: string[] = [];
  const everybody: string[] = [];
  const before: string[] = [];
  let groups: string[] = [];
  let isNaming = false;
  for (const raw of robots.split(/[\r\n]+/)) {
    const [, field = '', value = ''] =
      /^\s*([\w-]+)\s*:(.*)$/.exec(raw.split('#', 1)[0] ?? '') ?? [];
    const said = value.trim();
    if (/^user-agent$/i.test(field)) {
      groups = isNaming ? [...groups.slice(0, 50), said.toLowerCase()] : [said.toLowerCase()];
      isNaming = true;
    } else if (field !== '') isNaming = false;
    if (!/^content-signal$/i.test(field) || !isFor(said, pathname + search)) continue;
    if (groups.length === 0) before.push(said);
    if (groups.includes('*')) everybody.push(said);
    if (groups.includes(agent.toLowerCase())) own.push(said);
  }
  return [...before, ...(own.length > 0 ? own : everybody)].some(keepsFromModels);
}

function isFor(signal: string, path: string): boolean {
  const prefix = /^\/[^\s*$]*/.exec(signal)?.[0];
  return prefix === undefined || path.startsWith(prefix);
}
