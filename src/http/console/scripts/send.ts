// Follows a send while it is on its way, and tells of it.

import { follow } from './shell/follow.ts';

const saying = document.getElementById('said');

/** Who listens is told this often at most, and at once when the state changes. */
const calmMs = 15_000;
let saidAt = 0;
let saidOf = document.getElementById('standing')?.dataset.status;

const refresh = follow('#standing', say);
setInterval(countDown, 250);

/** What the servers of readers tell comes after the end: it is looked for now and then, ever more seldom. */
const afterEndMs = [3_000, 10_000, 30_000, 120_000, 600_000];
let isFollowed = false;

function followOn(): void {
  isFollowed = true;
  for (const ms of afterEndMs) setTimeout(() => void refresh(), ms);
}

function say(): void {
  const standing = document.getElementById('standing');
  const { status, said = '' } = standing?.dataset ?? {};
  const isNews = status !== saidOf;
  if (!isFollowed && status === 'sent') followOn();
  if (!saying || (!isNews && Date.now() - saidAt < calmMs)) return;
  saying.textContent = said;
  saidAt = Date.now();
  saidOf = status;
}

/** By how much the server's clock is ahead; of the page as it was made. */
let ahead: number | null = null;

/** The clock of a hold. The server begins by its own; this one only shows it. */
function countDown(): void {
  const clock = document.querySelector<HTMLElement>('[data-until]');
  if (!clock?.dataset.until || !clock.dataset.now) return;
  ahead ??= Date.parse(clock.dataset.now) - Date.now();
  const left = (Date.parse(clock.dataset.until) - Date.now() - ahead) / 1000;
  const shown = String(Math.max(0, Math.ceil(left)));
  if (clock.textContent?.trim() !== shown) clock.textContent = shown;
}
