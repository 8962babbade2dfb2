// The moment of a send by the clocks of whoever looks, where they are other clocks.

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function showOwnTimes(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-yours]')) {
    if (time.dataset.zone === ownZone || time.dataset.shown) continue;
    time.dataset.shown = 'yes';
    const own = new Intl.DateTimeFormat(document.documentElement.lang, {
      month: 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(new Date(time.dateTime));
    time.append(` (${(time.dataset.yours ?? '').replace('{}', own)})`);
  }
}

showOwnTimes();
document.addEventListener('htmx:after:swap', showOwnTimes);

export {};
