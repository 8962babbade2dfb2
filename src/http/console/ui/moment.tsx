// A moment as clocks of a place show it, with the machine's form beside it.

interface MomentProps {
  at: string | Date;
  /** IANA. */
  zone: string;
  language: string;
  /** `clock`: the time alone, with seconds; unless told, day, time and the zone by name. */
  form?: 'whole' | 'clock';
}

export function Moment({ at, zone, language, form = 'whole' }: MomentProps) {
  const moment = new Date(at);
  const text =
    form === 'clock' ? formatClock(moment, zone, language) : formatMoment(moment, zone, language);
  return <time datetime={moment.toISOString()}>{text}</time>;
}

/** `11月27日(金) 7:00 日本時間`, `Fri, Nov 27, 07:00 Japan Time`. */
export function formatMoment(at: Date, zone: string, language: string): string {
  return formatOf(language, zone, {
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: language === 'ja' ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortGeneric',
  }).format(at);
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
  const key = `${language} ${zone} ${options.second ?? ''}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}
