// What webhooks said, as values, with the engine's own fold; and the table it must come to.

import type { FeedbackEvent } from '../../../src/resend/feedback.ts';
import {
  complainersOf,
  deliveryMoments,
  foldDeliveries,
  suppressionsOf,
} from '../../../src/sending/feedback/fold.ts';
import type { People } from './people.ts';

type Moments = { [moment in Moment]?: string };

/** A webhook speaks of a mail that was taken: `settleUnknownByFeedback`. */
const proofs = [
  'sentAt',
  'deliveredAt',
  'bouncedAt',
  'openedAt',
  'failedAt',
  'suppressedAt',
] as const;

export class DeliveryTable {
  readonly #rows = new Map<number, Moments>();
  readonly #seen = new Map<string, FeedbackEvent>();
  readonly #earliestWins: boolean;

  constructor(earliestWins: boolean) {
    this.#earliestWins = earliestWins;
  }

  /** `takeFeedback`: one transaction. */
  take(events: readonly FeedbackEvent[], people: People): void {
    const news = events.filter((event) => !this.#seen.has(event.id));
    for (const event of news) this.#seen.set(event.id, event);
    for (const { subscriberId, sendId: _, ...said } of foldDeliveries(events)) {
      const row = this.#rows.get(subscriberId) ?? {};
      for (const [moment, at] of momentsOf(said)) {
        const known = row[moment];
        const isNews = moment === 'lastClickedAt' ? known && at > known : known && at < known;
        if (known === undefined || isNews || !this.#earliestWins) row[moment] = at;
      }
      this.#rows.set(subscriberId, row);
    }
    for (const { address } of suppressionsOf(news)) people.suppress(address);
    for (const { subscriberId } of complainersOf(news)) people.subscribe(subscriberId, false);
  }

  isSpokenOf(subscriber: number): boolean {
    const row = this.#rows.get(subscriber);
    return row !== undefined && proofs.some((moment) => row[moment] !== undefined);
  }

  /** The first cell that is not the earliest moment, or the last click, of all events taken in; or null. */
  findWrongCell(): string | null {
    const right = new Map<number, Moments>();
    for (const { subscriberId, kind, at } of this.#seen.values()) {
      const moment = isMoment(kind) ? deliveryMoments[kind] : null;
      if (subscriberId === null || moment === null) continue;
      const row = right.get(subscriberId) ?? {};
      const known = row[moment];
      const told = at.toISOString();
      row[moment] = known === undefined || told < known ? told : known;
      if (kind === 'clicked' && told > (row.lastClickedAt ?? '')) row.lastClickedAt = told;
      right.set(subscriberId, row);
    }
    for (const subscriber of new Set([...right.keys(), ...this.#rows.keys()])) {
      for (const moment of moments) {
        const stored = this.#rows.get(subscriber)?.[moment];
        if (stored !== right.get(subscriber)?.[moment]) {
          return `${moment} of ${subscriber} is ${stored}, not ${right.get(subscriber)?.[moment]}`;
        }
      }
    }
    return null;
  }
}

const moments = [...Object.values(deliveryMoments), 'lastClickedAt'] as const;
type Moment = (typeof moments)[number];

function momentsOf(said: Moments): [Moment, string][] {
  return moments.flatMap((moment) => {
    const at = said[moment];
    return at === undefined ? [] : [[moment, at] satisfies [Moment, string]];
  });
}

function isMoment(kind: string): kind is keyof typeof deliveryMoments {
  return Object.hasOwn(deliveryMoments, kind);
}
