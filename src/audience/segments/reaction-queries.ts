// What counts as a person's click, in SQL, for segments and statistics alike.

import { sql } from 'drizzle-orm';

/**
 * True or false of a row of `deliveries d`. Programs that check mail follow every link within
 * seconds, on its way or when it is opened, and so meet the bot trap. After a scan, only a click more
 * than ten minutes later is a person's: long enough for the slow among those programs, short enough
 * to lose few readers.
 */
export const isPersonsClick = sql`(d.clicked_at is not null and (d.scanned_at is null
  or coalesce(d.last_clicked_at, d.clicked_at) > d.scanned_at + make_interval(mins => 10)))`;
