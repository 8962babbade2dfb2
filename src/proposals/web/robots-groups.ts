// The lines of a robots.txt by whom they are for (RFC 9309 §2.2): our own agent, everybody, or nobody yet.

export interface RobotsLine {
  /** In small letters: `disallow`. */
  field: string;
  value: string;
}

export interface RobotsGroups {
  /** What stands before all groups. */
  before: RobotsLine[];
  own: RobotsLine[];
  /** Some group is for our agent, be it empty. */
  hasOwn: boolean;
  everybody: RobotsLine[];
}

/** Whom the lines that come are for. */
interface Named {
  own: boolean;
  everybody: boolean;
}

/** `agent`: the name alone. Each line is kept once, however often a group repeats whom it is for. Linear. */
export function readGroups(robots: string, agent: string): RobotsGroups {
  const groups: RobotsGroups = { before: [], own: [], hasOwn: false, everybody: [] };
  let isNaming = false;
  let isIn: Named | null = null;
  for (const raw of robots.split(/[\r\n]+/)) {
    const [, written = '', rest = ''] =
      /^\s*([\w-]+)\s*:(.*)$/.exec(raw.split('#', 1)[0] ?? '') ?? [];
    const [field, value] = [written.toLowerCase(), rest.trim()];
    if (field === 'user-agent') {
      const before: Named = isNaming && isIn ? isIn : { own: false, everybody: false };
      const name = value.split('/', 1)[0]?.trim().toLowerCase();
      const isOwn = name === agent.toLowerCase();
      isIn = { own: before.own || isOwn, everybody: before.everybody || name === '*' };
      groups.hasOwn ||= isOwn;
      isNaming = true;
    } else if (field !== '') {
      isNaming = false;
      if (isIn === null) groups.before.push({ field, value });
      if (isIn?.own) groups.own.push({ field, value });
      if (isIn?.everybody) groups.everybody.push({ field, value });
    }
  }
  return groups;
}
