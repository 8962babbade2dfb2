// How many bytes of bodies an isolate holds at once, of its 128 MB: those of calls, and spare ones.

/** A body under way. What it holds of the room is given back with `leave`. */
export interface Berth {
  bytes: number;
  /** Its body is written: until then it holds the room, and no memory. */
  isFilled: boolean;
  /** Of an invocation that was ended from outside nobody gives back anything: then it counts no more. */
  readonly lapsesAt: number;
}

export interface BodyRoom {
  /** Room for a body of about so many bytes, or null. One body always has it, however large. */
  take(bytes: number): Berth | null;
  /** Waits its turn; null if there is none in four seconds. */
  wait(bytes: number): Promise<Berth | null>;
  /** A spare body of at least so many bytes, if there is one, to be written over: it is the caller's now. */
  reuse(bytes: number): Uint8Array<ArrayBuffer> | undefined;
  /** Says how large the body has become. */
  fill(berth: Berth, body: Uint8Array<ArrayBuffer>): void;
  /** The call is over. `spare`: its body, if nobody reads it any more. */
  leave(berth: Berth, spare?: Uint8Array<ArrayBuffer>): void;
  /** Bytes that are held now. */
  held(): { underWay: number; spare: number };
}

export interface RoomLimits {
  underWay: number;
  /**
   * With spare ones, which wait to be written over: 0.4 ms a batch instead of 1.0. All of those that
   * were under way have room among them: whatever is let go stays in memory until it is collected, and
   * a body made in its place comes on top.
   */
  all: number;
}

const megabyte = 1024 * 1024;
/**
 * Two bodies of a digest of 100 KB, seven of one of 31 KB: docs/decisions/0022-body-room.md has the
 * sizes that were measured.
 */
const isolateLimits: RoomLimits = { underWay: 28 * megabyte, all: 36 * megabyte };

/** A slot, a claim and a call take 70 s at most. */
const lapseMs = 120_000;
/** Who has none asks again, unless its road is over: with the 20 s of a slot less than makes a road missing (roads.ts). */
const longestWaitMs = 4_000;
/**
 * Who waits looks again by a timer of its own: in a Worker no invocation may wait for another's
 * promise alone.
 */
const lookMs = 50;

export function createBodyRoom(limits: RoomLimits, now: () => number = Date.now): BodyRoom {
  const berths = new Set<Berth>();
  const spares: Uint8Array<ArrayBuffer>[] = [];

  const underWay = () => sum([...berths].map(({ bytes }) => bytes));
  const filled = () => sum([...berths].map(({ bytes, isFilled }) => (isFilled ? bytes : 0)));
  const spare = () => sum(spares.map(sizeOf));

  /** The eldest first: the sizes of the last bodies are those that are asked for. */
  function trimSpares(): void {
    while (spares.length > 0 && filled() + spare() > limits.all) spares.shift();
  }

  function take(bytes: number): Berth | null {
    for (const berth of berths) if (berth.lapsesAt <= now()) berths.delete(berth);
    if (berths.size > 0 && underWay() + bytes > limits.underWay) return null;
    const berth = { bytes, isFilled: false, lapsesAt: now() + lapseMs };
    berths.add(berth);
    return berth;
  }

  return {
    take,

    async wait(bytes) {
      for (const endsAt = now() + longestWaitMs; ; ) {
        const berth = take(bytes);
        if (berth || now() >= endsAt) return berth;
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      }
    },

    reuse(bytes) {
      const at = spares.findLastIndex((body) => sizeOf(body) >= bytes);
      const [found] = at < 0 ? [] : spares.splice(at, 1);
      return found;
    },

    fill(berth, body) {
      berth.bytes = sizeOf(body);
      berth.isFilled = true;
      trimSpares();
    },

    leave(berth, body) {
      berths.delete(berth);
      if (body) spares.push(body);
      trimSpares();
    },

    held: () => ({ underWay: underWay(), spare: spare() }),
  };
}

/** This isolate's: all lanes of all its invocations. */
export const bodyRoom: BodyRoom = createBodyRoom(isolateLimits);

/** What a body keeps from being freed, which may be more than it shows. */
const sizeOf = (body: Uint8Array<ArrayBuffer>) => body.buffer.byteLength;

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
