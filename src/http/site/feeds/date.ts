// A moment as feeds write it: with the offset of the house, so that its day is the editor's.

import { isoIn } from '../../../base/time-zone.ts';

/** For the library, which asks a date for one of these two forms and would write UTC. */
export class FeedDate extends Date {
  readonly zone: string;

  constructor(moment: Date, zone: string) {
    super(moment);
    this.zone = zone;
  }

  /** RFC 3339, for Atom and JSON Feed: `2026-11-26T06:50:00+09:00`. */
  override toISOString(): string {
    return isoIn(this.zone, new Date(this.getTime()));
  }

  /** RFC 822, for RSS: `Thu, 26 Nov 2026 06:50:00 +0900`. */
  override toUTCString(): string {
    const written = this.toISOString();
    const clock = new Date(`${written.slice(0, 19)}Z`).toUTCString();
    return clock.replace('GMT', written.slice(19).replace(':', ''));
  }
}
