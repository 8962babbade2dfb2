// One connection to PostgreSQL: one statement at a time, each with a deadline.

import postgres from 'postgres';
import { DeadlineError, type Deadlines } from './deadline.ts';

export interface Statement {
  text: string;
  /** None: the text goes by the simple protocol, and may hold several statements. */
  values: unknown[];
  /** Rows as arrays of values, not as objects. */
  asArrays: boolean;
  seconds: number;
}

export interface ConnectionSettings {
  url: string;
  deadlines: Deadlines;
  /** Named statements: parsed and planned once a connection. */
  prepare: boolean;
  /** How the results' types are read: of Drizzle's choosing. */
  types: Pick<postgres.Sql['options'], 'parsers' | 'serializers'>;
  /** Told once, whoever ended the connection. */
  onLost(): void;
}

export type Rows = postgres.RowList<(postgres.Row & Iterable<postgres.Row>)[]>;

/**
 * Dials with its first statement. postgres.js would pipeline, dial anew and wait for ever by itself;
 * here a client has one connection, which once lost stays lost.
 */
export class Connection {
  private readonly client: postgres.Sql;
  private readonly settings: ConnectionSettings;
  private isDialled = false;
  private isLost = false;
  private reached: () => void = () => {};

  constructor(settings: ConnectionSettings) {
    this.settings = settings;
    this.client = postgres(settings.url, {
      max: 1,
      fetch_types: false,
      prepare: settings.prepare,
      // A connection must not be changed for another in the middle of a transaction.
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: settings.deadlines.dialSeconds,
      onnotice: () => {},
      // The server's first words after it let us in.
      onparameter: () => this.onReached(),
      onclose: () => this.lose(),
      connection: { application_name: 'chrysanthemum-digest' },
    });
    Object.assign(this.client.options.parsers, settings.types.parsers);
    Object.assign(this.client.options.serializers, settings.types.serializers);
  }

  /** Only one at a time: the caller has waited for the one before. DeadlineError. */
  run(statement: Statement): Promise<Rows> {
    if (this.isLost) return Promise.reject(new LostError());
    const { text, values, asArrays, seconds } = statement;
    const { promise, resolve, reject } = Promise.withResolvers<Rows>();
    const giveUp = (error: Error) => {
      reject(error);
      this.drop();
    };
    const startClock = () =>
      setTimeout(() => giveUp(new DeadlineError('statement', seconds)), seconds * 1000);
    const { dialSeconds } = this.settings.deadlines;
    let clock = this.isDialled
      ? startClock()
      : setTimeout(() => giveUp(new DeadlineError('dial', dialSeconds)), dialSeconds * 1000);
    this.reached = () => {
      clearTimeout(clock);
      clock = startClock();
    };
    // Drizzle asks for no named statements, whatever its client was told (drizzle-orm #6096, still so in
    // 0.45.4), and each would be parsed and planned anew at every use. Once PR #6098 is in the version
    // we install, hand on what Drizzle says in its third argument, and `prepare` can leave the settings.
    const query = this.client.unsafe(text, trustValues(values), {
      prepare: this.settings.prepare,
    });
    (asArrays ? query.values() : query).then(resolve, reject);
    return promise.finally(() => {
      clearTimeout(clock);
      this.reached = () => {};
    });
  }

  /** Ends it now, without waiting for anything: what is under way fails. */
  drop(): void {
    this.lose();
    this.client.end({ timeout: 0 }).catch(() => {});
  }

  /** Lets what is under way end, for some seconds. */
  async close(): Promise<void> {
    this.lose();
    await this.client.end({ timeout: 5 });
  }

  private onReached(): void {
    if (this.isDialled) return;
    this.isDialled = true;
    // Dropped while it was being dialled: the client has gone on dialling, and must not stay.
    if (this.isLost) hangUp(this.client);
    else this.reached();
  }

  private lose(): void {
    if (this.isLost) return;
    this.isLost = true;
    this.settings.onLost();
  }
}

/** The connection ended under its user: of a transaction, nothing more can be done on it. */
export class LostError extends Error {
  override readonly name = 'LostError';
  readonly code = 'CONNECTION_LOST';

  constructor() {
    super('The connection to the database was lost');
  }
}

/** `end` only works once; postgres.js has this for the same, though its types do not say so. */
function hangUp(client: postgres.Sql): void {
  const { close } = client as postgres.Sql & { close(): Promise<void> };
  close().catch(() => {});
}

/** What Drizzle hands over: values that it has made ready for the driver. */
function trustValues(values: unknown[]): postgres.ParameterOrJSON<never>[] {
  return values as postgres.ParameterOrJSON<never>[];
}
