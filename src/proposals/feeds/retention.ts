// What the clock does to feeds and the inbox: what nobody needs any more is forgotten.

import { inBites, type Step } from '../../base/step.ts';
import type { Database } from '../../db/client.ts';
import { deleteOldMails } from '../inbox/door-queries.ts';
import { deleteDismissed } from '../inbox/queries.ts';
import { deleteOldItems } from './item-queries.ts';

/** Since an item last stood in its feed, or was put away, or a mail came. */
const days = 90;

export function feedSteps(db: Database): Step[] {
  return [
    {
      name: 'delete old feed items',
      run: () => inBites((limit) => deleteOldItems(db, days, limit)),
    },
    {
      name: 'delete what was dismissed',
      run: () => inBites((limit) => deleteDismissed(db, days, limit)),
    },
    {
      name: 'forget mails to the inbox',
      run: () => inBites((limit) => deleteOldMails(db, days, limit)),
    },
  ];
}
