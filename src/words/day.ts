// How a day is written.

/** `2026-10-02` as 2026年10月2日 or October 2, 2026, by the conventions of `language` (BCP 47). */
export function formatDay(day: string, language: string): string {
  let format = formats.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
    formats.set(language, format);
  }
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** Building one costs more than rendering a section. */
const formats = new Map<string, Intl.DateTimeFormat>();
