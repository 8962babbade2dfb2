// The time, as a value that tests can hold still.

/**
 * The present moment. In workerd `Date.now()` stands still between I/O, so leases and ages of rows
 * use the database's `now()`; this clock serves what never meets a row's own time (token expiry).
 */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
