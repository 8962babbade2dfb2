// A moment as clocks of a place show it, with the machine's form beside it.

interface MomentProps {
  at: string | Date;
  /** IANA. */
  zone: string;
  language: string;
  /** `clock`: the time alone, with seconds; `brief`: without the zone's name; unless told, all of it. */
  form?: 'whole' | 'brief' | 'clock';
}

export function Moment({ at, zone, language, form = 'whole' }: MomentProps) {
  const moment = new Date(at);
  const write = { whole: formatMoment, brief: formatBrief, clock: formatClock }[form];
  return <time datetime={moment.toISOString()}>{write(moment, zone, language)}</time>;
}

/** `11月27日(金) 7:00 日本時間`, `Fri, Nov 27, 07:00 Japan Time`. */
export function formatMoment(at: Date, zone: string, language: string): string {
  const parts = { ...partsOfMoment(language), timeZoneName: 'shortGeneric' } as const;
  return formatOf(language, zone, parts).format(at);
}

/** `11月27日(金) 7:00`: where the page has said whose clock it is. */
export function formatBrief(at: Date, zone: string, language: string): string {
  return formatOf(language, zone, partsOfMoment(language)).format(at);
}

function partsOfMoment(language: string): Intl.DateTimeFormatOptions {
  return {
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
    ...partsOfTime(language),
  };
}

function partsOfTime(language: string): Intl.DateTimeFormatOptions {
  return {
    hour: language === 'ja' ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
}

/** `7:05`: as of when something was counted. */
export function formatTime(at: Date, zone: string, language: string): string {
  return formatOf(language, zone, partsOfTime(language)).format(at);
}

/** `11月26日木曜日`: over a page. */
export function formatToday(at: Date, zone: string, language: string): string {
  return formatOf(language, zone, { month: 'long', day: 'numeric', weekday: 'long' }).format(at);
}

/** `7:00:48`: for what happens while somebody looks on. */
export function formatClock(at: Date, zone: string, language: string): string {
  const parts = {
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  } as const;
  return formatOf(language, zone, parts).format(at);
}

/** How long something takes, in its one or two largest units: `2 h 5 min`, `37 秒`. */
export function formatDuration(seconds: number, language: string): string {
  const whole = Math.max(0, Math.round(seconds));
  const [days, hours, minutes] = [whole / 86_400, (whole / 3600) % 24, (whole / 60) % 60].map(
    Math.floor,
  );
  const parts: [number | undefined, string][] = [
    [days, 'day'],
    [hours, 'hour'],
    [minutes, 'minute'],
    [whole % 60, 'second'],
  ];
  const first = parts.findIndex(([value]) => value);
  const shown =
    first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([value]) => value);
  return shown
    .map(([value = 0, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
    )
    .join(' ');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept: making one takes a hundred times as long as using it. */
function formatOf(
  language: string,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${Object.keys(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}
