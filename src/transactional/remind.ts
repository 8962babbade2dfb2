// One reminder to who asked to join and has not answered for a day.

import { newId } from '../base/ids.ts';
import type { Database } from '../db/client.ts';
import { insertReminders, lockUnanswered } from './remind-queries.ts';

const remindersAtOnce = 200;

/** Once per request, within the caps of the address. The emails it names are to be enqueued. */
export async function writeReminders(db: Database): Promise<string[]> {
  return db.transaction(async (tx) => {
    const unanswered = await lockUnanswered(tx, remindersAtOnce);
    if (unanswered.length === 0) return [];
    const reminders = unanswered.map((of) => ({ id: newId(), of }));
    await insertReminders(tx, reminders);
    return reminders.map(({ id }) => id);
  });
}
