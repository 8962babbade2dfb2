// What an isolate's lanes remember of a send's calls, lest each success write what the database has.

export interface LaneMemory {
  /** Something was counted against the send. */
  noteTrouble(): void;
  /**
   * Whether a success has to take anything off the count; forgets it. Yes at first, for others may have
   * counted. What another isolate counts from then on, a success of its own takes off.
   */
  takeTrouble(): boolean;
  /** Whether Resend grants another rate (calls/s) than it was last heard to; remembers it. */
  isNewRate(granted: number): boolean;
}

export function createLaneMemory(): LaneMemory {
  let hasTrouble = true;
  let lastGranted: number | null = null;
  return {
    noteTrouble() {
      hasTrouble = true;
    },
    takeTrouble() {
      const had = hasTrouble;
      hasTrouble = false;
      return had;
    },
    isNewRate(granted) {
      const isNew = granted !== lastGranted;
      lastGranted = granted;
      return isNew;
    },
  };
}
