// A moment of a little while ago, as the page and its scripts say it.

/** `10:32` of today, `24 Nov, 10:32` of another day. `zone`: IANA; the browser's own if it is left out. */
export function formatRecent(at: Date, now: Date, language: string, zone?: string): string {
  const timeZone = zone === undefined ? {} : { timeZone: zone };
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...timeZone } as const;
  const day = { month: language === 'ja' ? 'long' : 'short', day: 'numeric', ...timeZone } as const;
  const dayOf = (moment: Date) =>
    moment.toLocaleDateString('en-CA', { dateStyle: 'short', ...timeZone });
  const locale = language === 'ja' ? 'ja' : 'en-GB';
  const isToday = dayOf(at) === dayOf(now);
  return at.toLocaleString(locale, isToday ? time : { ...day, ...time });
}
