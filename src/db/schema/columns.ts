// Columns that many tables have.

import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const createdAt = () => at('created_at').notNull().defaultNow();

export const updatedAt = () => at('updated_at').notNull().defaultNow();

export const subscriberId = (name = 'subscriber_id') => bigint(name, { mode: 'number' });

/** The number of a transaction, of 64 bits: it never comes again. */
export const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/** Which transactions a statement saw as committed. */
export const snapshot = customType<{ data: string }>({ dataType: () => 'pg_snapshot' });
